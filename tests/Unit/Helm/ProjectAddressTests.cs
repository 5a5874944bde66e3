using Registry.Data;
using Registry.Unit.Data;
using Registry.Web.Projects;
using Xunit;

namespace Registry.Unit.Helm;

/// <summary>The ways to write a project's address, on a real socket.</summary>
public sealed class ProjectAddressTests
{
    [Theory]
    [InlineData("/api/v4/projects/{id}/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects/acme%2Ftools%2Fcharts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects/acme%2ftools%2fcharts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects/Acme%2FTools%2FCharts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects/acme/tools/charts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects/acme%2Ftools/charts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects//acme/tools//charts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/api/v4/projects/acme%252Ftools%252Fcharts/packages/helm/stable/index.yaml", 404)]
    [InlineData("/api/v4/projects/acme%5Ctools%5Ccharts/packages/helm/stable/index.yaml", 404)]
    [InlineData("/api/v4/projects/acme/x/../tools/charts/packages/helm/stable/index.yaml", 404)]
    [InlineData("/api/v4/projects/acme/x/%2e%2e/tools/charts/packages/helm/stable/index.yaml", 404)]
    [InlineData("/api/v4/projects/acme%2Ftools/packages/helm/stable/index.yaml", 404)]
    [InlineData("/api/v4/projects/acme%2Ftools%2Fcharts/packages/helm/stable%2Findex.yaml", 404)]
    public async Task One_address_means_one_project(string path, int status)
    {
        await using var stage = await Stage.CreateAsync();

        var answer = await stage.Registry.GetAsync(path.Replace("{id}", $"{stage.Id}", StringComparison.Ordinal), stage.Token);

        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Contains($"contextPath: \"/api/v4/projects/{stage.Id}/packages/helm\"", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/registry/api/v4/projects/{id}/packages/helm/stable/index.yaml", 200)]
    [InlineData("/registry/api/v4/projects/acme%2Ftools%2Fcharts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/registry/api/v4/projects/acme/tools/charts/packages/helm/stable/index.yaml", 200)]
    [InlineData("/registry/api/v4/projects/acme%252Ftools%252Fcharts/packages/helm/stable/index.yaml", 404)]
    public async Task Below_a_path_base_it_is_the_same(string path, int status)
    {
        await using var stage = await Stage.CreateAsync(settings: "--Registry:PathBase=/registry");

        var answer = await stage.Registry.GetAsync(path.Replace("{id}", $"{stage.Id}", StringComparison.Ordinal), stage.Token);

        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Contains($"contextPath: \"/registry/api/v4/projects/{stage.Id}/packages/helm\"", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_public_url_gives_the_context_path_behind_a_proxy_that_strips_it()
    {
        await using var stage = await Stage.CreateAsync(settings: "--Registry:PublicUrl=https://example.com/team/registry/");

        var answer = await stage.GetAsync("/stable/index.yaml");

        Assert.Contains($"contextPath: \"/team/registry/api/v4/projects/{stage.Id}/packages/helm\"", answer.Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task A_former_path_leads_readers_to_the_number_and_publishers_in(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var renaming = stage.Registry.Services.GetRequiredService<Renaming>();
        Assert.Equal(new RenameResult.Renamed("acme/gear"), await renaming.RenameAsync("acme/tools", "gear", RunningRegistry.Operator, CancellationToken.None));

        var old = await stage.Registry.GetAsync("/api/v4/projects/acme%2Ftools%2Fcharts/packages/helm/stable/index.yaml?x=1", stage.Token);
        var renamed = await stage.Registry.GetAsync("/api/v4/projects/acme%2Fgear%2Fcharts/packages/helm/stable/index.yaml", stage.Token);
        var stranger = await stage.Registry.GetAsync("/api/v4/projects/acme%2Ftools%2Fcharts/packages/helm/stable/index.yaml");
        var uploaded = await stage.Registry.UploadAsync("/api/v4/projects/acme%2Ftools%2Fcharts", TestCharts.Package(), stage.Token);

        Assert.Equal(301, old.Status);
        Assert.Equal($"{stage.Registry.Address.GetLeftPart(UriPartial.Authority)}/api/v4/projects/{stage.Id}/packages/helm/stable/index.yaml?x=1", old.Header("Location"));
        Assert.Equal(200, renamed.Status);
        Assert.Equal(401, stranger.Status);
        Assert.Null(stranger.Header("Location"));
        Assert.Equal(201, uploaded.Status);
    }

    [Fact]
    public async Task An_unknown_address_of_the_API_is_not_found_for_anybody()
    {
        await using var stage = await Stage.CreateAsync();

        Assert.Equal("""404 {"message":"404 Not Found"}""", (await stage.Registry.GetAsync("/api/v4/nothing")).ToString());
        Assert.Equal("""404 {"message":"404 Not Found"}""", (await stage.GetAsync("/stable/nothing")).ToString());
        var wrongMethod = await stage.Registry.SendAsync(HttpMethod.Delete, $"{stage.Helm}/stable/index.yaml", stage.Token);
        Assert.Equal("""405 {"message":"405 Method Not Allowed"}""", wrongMethod.ToString());
    }
}
