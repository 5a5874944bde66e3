using Xunit;

namespace Registry.Clients.Npm;

[Collection(nameof(NpmWriting))]
public class NpmTagTests(TestRegistry registry) : NpmTests(registry)
{
    /// <summary>All that have commands for tags, each at another level than the one before.</summary>
    public static TheoryData<string, NpmLevel> Taggers => Turned(NpmClient.All.Except(["bun"]));

    [Theory]
    [MemberData(nameof(Taggers))]
    public async Task A_tag_is_set_listed_installed_and_removed(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("tagged");
        await SendAsync(package, "1.0.0");
        await SendAsync(package, "2.0.0");
        using var client = NewClient(name, Registry.Private, Registry.Maintainer, level);

        (await client.AddTagAsync(package, "1.0.0", "stable")).Succeeded();

        var listed = (await client.ListTagsAsync(package)).Succeeded().Output.Split('\n');
        Assert.Single(listed, line => line.Contains("stable", StringComparison.Ordinal) && line.Contains("1.0.0", StringComparison.Ordinal));
        Assert.Single(listed, line => line.Contains("latest", StringComparison.Ordinal) && line.Contains("2.0.0", StringComparison.Ordinal));
        var consumer = client.NewConsumer();
        (await client.AddAsync(consumer, $"{package}@stable")).Succeeded();
        Assert.Equal("1.0.0", NpmClient.InstalledVersion(consumer, package));

        (await client.RemoveTagAsync(package, "stable")).Succeeded();

        Assert.Equal(["latest=2.0.0"], Tags(await PackumentAsync(package)));
    }

    [Theory]
    [MemberData(nameof(Taggers))]
    public async Task A_tag_is_refused_for_a_version_that_is_not_there_and_to_who_may_only_read(string name, NpmLevel level)
    {
        var package = Registry.NewScopedName("untagged");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name, Registry.Private, Registry.Maintainer, level);

        (await client.AddTagAsync(package, "9.9.9", "stable")).Refused();
        client.Source = client.Source with { Credentials = Registry.Reporter };
        (await client.AddTagAsync(package, "1.0.0", "stable")).Refused();

        Assert.Equal(["latest=1.0.0"], Tags(await PackumentAsync(package)));
    }
}
