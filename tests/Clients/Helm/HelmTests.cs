using Xunit;

namespace Registry.Clients.Helm;

/// <summary>What the tests of the Helm routes share: a channel of their own, and charts pushed into it by curl.</summary>
[Collection(nameof(TestRegistry))]
public abstract class HelmTests(TestRegistry registry)
{
    public static TheoryData<string> Versions => [.. HelmClient.Versions];

    protected TestRegistry Registry { get; } = registry;

    protected string Channel { get; } = registry.NewChannel();

    /// <summary>Makes a chart and pushes it as a developer.</summary>
    protected async Task<TestChart> PushAsync(HelmClient helm, TestProject project, string version, string name = "demo", string note = "as scaffolded")
    {
        var chart = await TestChart.CreateAsync(helm, name, version, note);
        await PushAsync(chart, project, Channel);
        return chart;
    }

    /// <summary>Pushes a chart as a developer, with its provenance if it is signed.</summary>
    protected async Task PushAsync(TestChart chart, TestProject project, string channel)
    {
        var answer = await Curl.UploadChartAsync(chart.File, project.HelmUpload(channel), Registry.Developer, chart.Provenance);
        answer.Result.Succeeded();
        Assert.Equal(201, answer.Status);
    }

    protected async Task AddAsync(HelmClient helm, TestProject project) =>
        (await helm.AddAsync("stable", project.HelmRepository(Channel), Registry.Developer)).Succeeded();
}
