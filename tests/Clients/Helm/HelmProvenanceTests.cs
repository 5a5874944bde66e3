using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients.Helm;

/// <summary>Charts that are really signed, and what helm makes of their provenance.</summary>
public class HelmProvenanceTests(TestRegistry registry) : HelmTests(registry)
{
    private string[] Verify => ["--verify", "--keyring", Registry.SigningKey.PublicKeyring];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_build_version_is_verified_in_every_command(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await TestChart.WriteAsync(helm, "demo", "0.1.0+build.5", key: Registry.SigningKey);
        await PushAsync(chart, Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);

        foreach (var command in (string[][])[["pull", "stable/demo"], ["show", "chart", "stable/demo"], ["template", "release", "stable/demo"]])
        {
            await helm.PrintAsync([.. command, .. Verify]);
        }

        await ChartFolder.WriteAsync(helm, "parent", "apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies:\n- name: demo\n  version: 0.1.0+build.5\n  repository: \"@stable\"\n");
        await helm.PrintAsync(["dependency", "update", "parent", .. Verify]);
        await helm.PrintAsync(["dependency", "build", "parent", .. Verify]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_provenance_is_pulled_beside_the_chart(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await TestChart.WriteAsync(helm, "demo", "0.1.0", key: Registry.SigningKey);
        await PushAsync(chart, Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);
        using var pulled = new TemporaryDirectory();

        await helm.PrintAsync("pull", "stable/demo", "--prov", "--destination", pulled.Path);

        var file = Path.Combine(pulled.Path, "demo-0.1.0.tgz");
        Assert.Equal(await File.ReadAllBytesAsync(chart.Provenance!), await File.ReadAllBytesAsync(file + ".prov"));
        await helm.PrintAsync("verify", file, "--keyring", Registry.SigningKey.PublicKeyring);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_chart_without_provenance_is_pulled_with_a_warning_and_not_verified(string version)
    {
        using var helm = new HelmClient(version);
        await PushAsync(await TestChart.WriteAsync(helm, "demo", "0.1.0"), Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);

        var pulled = (await helm.RunAsync("pull", "stable/demo", "--prov")).Succeeded();
        Assert.Contains("WARNING: Verification not found", pulled.Output + pulled.Error, StringComparison.Ordinal);
        Assert.Contains("failed to fetch provenance", (await helm.RunAsync(["pull", "stable/demo", .. Verify])).Refused().Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Provenance_sent_later_verifies_what_is_there_already(string version)
    {
        using var helm = new HelmClient(version);
        var chart = await TestChart.WriteAsync(helm, "demo", "0.1.0", key: Registry.SigningKey);
        await PushAsync(chart with { Provenance = null }, Registry.Private, Channel);
        var address = Registry.Private.HelmUpload(Channel);

        var sent = await Curl.RunAsync([.. Curl.User(Registry.Developer), "--form", $"prov=@{chart.Provenance}", address]);

        Assert.Equal((201, """{"message":"201 Created"}"""), (sent.Status, sent.Body));
        await AddAsync(helm, Registry.Private);
        await helm.PrintAsync(["pull", "stable/demo", .. Verify]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_signature_by_somebody_else_is_for_helm_to_refuse(string version)
    {
        using var helm = new HelmClient(version);
        using var stranger = await SigningKey.CreateAsync();
        await PushAsync(await TestChart.WriteAsync(helm, "demo", "0.1.0", key: stranger), Registry.Private, Channel);
        await AddAsync(helm, Registry.Private);

        Assert.Contains("signature made by unknown entity", (await helm.RunAsync(["pull", "stable/demo", .. Verify])).Refused().Error, StringComparison.Ordinal);
        await helm.PrintAsync("pull", "stable/demo", "--verify", "--keyring", stranger.PublicKeyring);
    }
}
