using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Helm;
using Registry.Unit.Npm;

namespace Registry.Unit.Packages;

/// <summary>A private project with a maintainer, who publishes and deletes over the API.</summary>
internal sealed class Shelf(NpmStage stage) : IAsyncDisposable
{
    public RunningRegistry Registry => stage.Registry;

    public long ProjectId => stage.Id;

    public string Token => stage.Token;

    public string Api => $"/api/v4/projects/{stage.Id}";

    public static async Task<Shelf> CreateAsync(DatabaseEngine engine, params string[] settings) => new(await NpmStage.CreateAsync(engine, settings));

    /// <summary>Publishes a chart and answers the id of its package.</summary>
    public async Task<long> ChartAsync(string version = "0.1.0", string channel = "stable", string more = "")
    {
        var answer = await Registry.UploadAsync(Api, TestCharts.Package(version: version, more: more), Token, channel);
        Xunit.Assert.Equal(201, answer.Status);
        return await IdAsync("mychart", version);
    }

    /// <summary>Publishes an npm package and answers its id.</summary>
    public async Task<long> NpmAsync(string name, string version, string content = "")
    {
        var answer = await Registry.PublishAsync(ProjectId, name, version, Token, content);
        Xunit.Assert.True(answer.Status == 200, answer.ToString());
        return await IdAsync(name, version);
    }

    public Task<HttpAnswer> GetAsync(string path) => Registry.GetAsync(Api + path, Token);

    public Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null) =>
        Registry.SendAsync(method, Api + path, token ?? Token, content);

    public Task<HttpAnswer> DeleteAsync(string path, string? token = null) => SendAsync(HttpMethod.Delete, path, token);

    /// <summary>A member of the project with that role, and the secret of a token.</summary>
    public async Task<string> MemberAsync(AccessLevel level)
    {
        var user = await Registry.CreateUserAsync($"{level}-member");
        await Registry.AddMemberAsync(NpmStage.FullPath, user, level);
        return await Registry.CreateTokenAsync(user);
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    private async Task<long> IdAsync(string name, string version)
    {
        await using var database = Registry.Open();
        return await database.Packages.Where(package => package.Name == name && package.Version == version && package.Status != PackageStatus.PendingDestruction)
            .Select(package => package.Id).SingleAsync();
    }
}
