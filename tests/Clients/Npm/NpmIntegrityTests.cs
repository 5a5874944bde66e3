using Xunit;

namespace Registry.Clients.Npm;

/// <summary>What clients check of what they are given: bytes, ages, addresses.</summary>
[Collection(nameof(NpmReading))]
public class NpmIntegrityTests(TestRegistry registry) : NpmTests(registry)
{
    /// <summary>All but Yarn 4, which believes the registry.</summary>
    public static TheoryData<string> Checkers => [.. NpmClient.All.Except(["yarn-4"])];

    [Theory]
    [MemberData(nameof(Checkers))]
    public async Task Bytes_changed_in_the_store_are_not_installed(string name)
    {
        var package = Registry.NewScopedName("tampered");
        var sent = await SendAsync(package, "1.0.0");
        var blob = Path.Combine(Registry.Server.DataDirectory, "blobs", "sha256", sent.Digest[..2], sent.Digest);
        File.Delete(blob); // it may not be written to
        await File.WriteAllBytesAsync(blob, TestPackage.Pack(package, "1.0.0", module: "module.exports = 'somebody else';\n").Tarball);
        using var client = NewClient(name);

        var refused = (await client.AddAsync(client.NewConsumer(), package)).Refused();

        Assert.Matches("(?i)integrity|checksum|shasum|ERR_PNPM_TARBALL_SIZE|content-length|premature|aborted|terminated", refused.Output + refused.Error);
    }

    [Fact]
    public async Task Yarn_takes_a_version_once_it_is_old_enough()
    {
        var package = Registry.NewScopedName("fresh");
        await SendAsync(package, "1.0.0");
        var source = new NpmSource(Registry.Private.NpmRegistry(), Registry.Developer);

        using (var byDefault = YarnBerry.Create(source, ageGate: null))
        {
            var refused = (await byDefault.AddAsync(byDefault.NewConsumer(), package)).Refused();
            Assert.Contains("quarantined", refused.Output, StringComparison.Ordinal);
        }

        // Without the time of publication it would never be.
        using var yarn = YarnBerry.Create(source, ageGate: "1ms");
        (await yarn.AddAsync(yarn.NewConsumer(), package)).Succeeded();
    }

    [Theory]
    [InlineData("pnpm-10")]
    [InlineData("pnpm-11")]
    [InlineData("pnpm-12")]
    public async Task Pnpm_waits_with_a_version_for_its_age(string name)
    {
        var package = Registry.NewScopedName("fresh");
        await SendAsync(package, "1.0.0");
        using var client = NewClient(name);
        var pnpm = Assert.IsType<Pnpm>(client);
        var consumer = pnpm.NewConsumer();
        await File.WriteAllTextAsync(Path.Combine(consumer, "pnpm-workspace.yaml"), "minimumReleaseAge: 1440\nminimumReleaseAgeStrict: true\n");
        pnpm.ReleaseAge = null;

        var refused = (await pnpm.AddAsync(consumer, package)).Refused();

        var said = refused.Output + refused.Error;
        Assert.DoesNotContain("MISSING_TIME", said, StringComparison.Ordinal);
        Assert.Matches("(?i)minimumReleaseAge|release age|NO_MATURE|NO_MATCHING|published at", said);
    }

    [Fact]
    public async Task Yarns_lock_file_names_no_address_for_a_conventional_one()
    {
        var (plain, scoped) = (Registry.NewName("plain"), Registry.NewScopedName("scoped"));
        await SendAsync(plain, "1.0.0");
        await SendAsync(scoped, "1.0.0");
        using var yarn = NewClient("yarn-4");
        var consumer = yarn.NewConsumer();

        (await yarn.AddAsync(consumer, plain, scoped)).Succeeded();

        var locked = await File.ReadAllTextAsync(Path.Combine(consumer, "yarn.lock"));
        Assert.Contains($"resolution: \"{plain}@npm:1.0.0\"", locked, StringComparison.Ordinal);

        // GitLab's address repeats the scope, where the registry that Yarn knows does not.
        Assert.Contains($"resolution: \"{scoped}@npm:1.0.0::__archiveUrl=", locked, StringComparison.Ordinal);
    }
}
