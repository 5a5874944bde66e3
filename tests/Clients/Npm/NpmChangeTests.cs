using Xunit;

namespace Registry.Clients.Npm;

/// <summary>Deprecation and unpublishing.</summary>
[Collection(nameof(NpmWriting))]
public class NpmChangeTests(TestRegistry registry) : NpmTests(registry)
{
    private const string Reason = "Use 2, \"please\"";

    public static TheoryData<string, NpmLevel> Changers => Turned([.. NpmClient.Npms, .. NpmClient.Pnpms]);

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task A_range_of_versions_is_deprecated_and_again_not(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("old");
        foreach (var version in (string[])["1.0.0", "1.1.0", "2.0.0"])
        {
            await SendAsync(package, version);
        }

        using var client = NewClient(name, Registry.Private, Registry.Maintainer, level);

        (await client.RunAsync("deprecate", $"{package}@1", Reason)).Succeeded();

        Assert.Equal([Reason, Reason, "-"], await ReasonsAsync(package));
        if (client is NpmCli)
        {
            var warned = (await client.AddAsync(client.NewConsumer(), $"{package}@1.0.0")).Succeeded();
            Assert.Contains(Reason, warned.Error, StringComparison.Ordinal);
        }

        // The older ones know only the empty reason.
        string[] undo = name is "npm-11" or "npm-12" or "pnpm-11" or "pnpm-12" ? ["undeprecate", $"{package}@1"] : ["deprecate", $"{package}@1", ""];
        (await client.RunAsync(undo)).Succeeded();

        Assert.Equal(["-", "-", "-"], await ReasonsAsync(package));
    }

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task One_version_is_unpublished_and_then_the_package(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("withdrawn");
        await SendAsync(package, "1.0.0");
        await SendAsync(package, "1.1.0");
        var tarball = new Uri(Registry.Private.NpmRegistry(), $"{package}/-/{package}-1.1.0.tgz");
        Assert.Equal(200, await StatusAsync(tarball));
        using var client = NewClient(name, Registry.Private, Registry.Maintainer, level);

        (await client.RunAsync("unpublish", $"{package}@1.1.0")).Succeeded();

        var packument = await PackumentAsync(package);
        Assert.Equal(["1.0.0"], Versions(packument));
        Assert.Equal(["latest=1.0.0"], Tags(packument));
        Assert.Equal(404, await StatusAsync(tarball));

        (await client.RunAsync("unpublish", package, "--force")).Succeeded();

        Assert.Equal(404, await StatusAsync(PackageAddress(Registry.Private, package)));
    }

    [Theory]
    [MemberData(nameof(Changers))]
    public async Task A_developer_may_neither_deprecate_nor_unpublish(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("kept");
        await SendAsync(package, "1.0.0");
        await SendAsync(package, "1.1.0");
        using var client = NewClient(name, level);

        (await client.RunAsync("deprecate", $"{package}@1", Reason)).Refused();
        (await client.RunAsync("unpublish", $"{package}@1.1.0")).Refused();
        (await client.RunAsync("unpublish", package, "--force")).Refused();

        Assert.Equal(["-", "-"], await ReasonsAsync(package));
    }

    // Of each version in turn, a dash where there is none.
    private async Task<string[]> ReasonsAsync(string package) =>
    [
        .. (await PackumentAsync(package)).GetProperty("versions").EnumerateObject().OrderBy(version => version.Name, StringComparer.Ordinal)
            .Select(version => version.Value.TryGetProperty("deprecated", out var reason) ? reason.GetString()! : "-"),
    ];
}
