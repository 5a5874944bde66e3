using Xunit;

namespace Registry.Clients.Npm;

[Collection(nameof(NpmWriting))]
public class NpmCredentialTests(TestRegistry registry) : NpmTests(registry)
{
    /// <summary>Every client with every kind of token and every way to write it down, and each kind in each way by npm 10.</summary>
    public static TheoryData<string, CredentialKind, CredentialForm> Combinations
    {
        get
        {
            var rows = new TheoryData<string, CredentialKind, CredentialForm>();
            var forms = Enum.GetValues<CredentialForm>();
            foreach (var (index, client) in NpmClient.All.Index())
            {
                foreach (var kind in Enum.GetValues<CredentialKind>())
                {
                    var turned = forms[((int)kind + index) % forms.Length];
                    foreach (var form in client == "npm-10" ? forms : [turned])
                    {
                        rows.Add(client, kind, form);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task A_private_package_is_published_and_installed_with_any_token(string name, CredentialKind kind, CredentialForm form)
    {
        using var client = NewClient(name, Registry.Private, Registry.For(Registry.Private, kind), form: form);
        var package = kind == CredentialKind.Deploy ? Registry.NewName("secret") : Registry.NewScopedName("secret"); // Yarn sends less for the former
        (await client.PublishAsync(Folder(client, package, "1.0.0"))).Succeeded();
        var consumer = client.NewConsumer();

        (await client.AddAsync(consumer, package)).Succeeded();

        Assert.Equal("1.0.0", NpmClient.InstalledVersion(consumer, package));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_private_package_is_not_installed_by_others(string name)
    {
        var package = Registry.NewScopedName("hidden");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name);
        var foreign = Registry.For(Registry.Public, CredentialKind.Deploy);
        foreach (var credentials in (Credentials?[])[null, Registry.Stranger, foreign])
        {
            client.Source = client.Source with { Credentials = credentials };
            (await client.AddAsync(client.NewConsumer(), package)).Refused();
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_wrong_token_is_refused_even_by_a_public_project(string name)
    {
        var package = Registry.NewScopedName("open");
        await SendAsync(Registry.Public, package, "1.0.0");
        using var client = NewClient(name, Registry.Public, Registry.Developer with { Password = Registry.Developer.Password[..^1] });

        (await client.AddAsync(client.NewConsumer(), package)).Refused();
    }
}
