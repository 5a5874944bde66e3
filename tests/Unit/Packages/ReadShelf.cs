using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Npm;

namespace Registry.Unit.Packages;

/// <summary>A project whose packages are read over the API with <c>PRIVATE-TOKEN</c>, as the documentation's curl does.</summary>
internal sealed class ReadShelf(NpmStage stage) : IAsyncDisposable
{
    public static readonly DateTimeOffset Time = new(2026, 7, 14, 9, 30, 0, 7, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Shelf Shelf { get; } = new(stage);

    public RunningRegistry Registry => stage.Registry;

    public long ProjectId => stage.Id;

    public User User => stage.User;

    public string Token => stage.Token;

    /// <summary>Scheme, host and port.</summary>
    public string Origin => stage.Origin;

    public static async Task<ReadShelf> CreateAsync(DatabaseEngine engine) => new(await NpmStage.CreateAsync(engine));

    /// <summary>Below the project, by whoever has the token.</summary>
    public Task<HttpAnswer> GetAsync(string path, string? token = null) => GetFromAsync($"/api/v4/projects/{stage.Id}{path}", token ?? Token);

    /// <summary>At an address as it stands; without a token by nobody.</summary>
    public Task<HttpAnswer> GetFromAsync(string address, string? token, HttpMethod? method = null) =>
        Registry.SendAsync(method ?? HttpMethod.Get, address, headers: headers =>
        {
            if (token is not null)
            {
                headers.Add("PRIVATE-TOKEN", token);
            }
        });

    /// <summary>The token of a job of a new pipeline, and the pipeline's id.</summary>
    public async Task<(string Token, long PipelineId)> OpenJobAsync(string reference = "main")
    {
        var token = await Registry.OpenJobAsync(ProjectId, User);
        await using var database = Registry.Open();
        var pipeline = await database.Pipelines.OrderByDescending(one => one.Id).FirstAsync();
        (pipeline.Ref, pipeline.CreatedAt, pipeline.UpdatedAt) = (reference, Time, Time.AddSeconds(1));
        await database.SaveChangesAsync();
        return (token, pipeline.Id);
    }

    /// <summary>Changes a package's row past all rules.</summary>
    public async Task ChangeAsync(long id, Action<Package> change)
    {
        await using var database = Registry.Open();
        change(await database.Packages.SingleAsync(package => package.Id == id));
        await database.SaveChangesAsync();
    }

    /// <summary>Gives all rows times that a test can know.</summary>
    public async Task SetTimesAsync()
    {
        await using var database = Registry.Open();
        await database.Packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.CreatedAt, Time));
        await database.PackageFiles.ExecuteUpdateAsync(set => set.SetProperty(file => file.CreatedAt, Time));
        await database.PackageTags.ExecuteUpdateAsync(set => set.SetProperty(tag => tag.UpdatedAt, Time));
    }

    /// <summary>The pipeline as the API shows it.</summary>
    public string Pipeline(long id, string reference = "main") => $$"""
        {"id":{{id}},"iid":{{id}},"project_id":{{ProjectId}},"sha":"{{new string('a', 40)}}","ref":"{{reference}}","status":"running","source":"api",
         "created_at":"2026-07-14T09:30:00.007Z","updated_at":"2026-07-14T09:30:01.007Z","web_url":"{{Origin}}/acme/tools/web/-/pipelines/{{id}}","name":null,
         "user":{"id":{{User.Id}},"username":"mara","name":"mara","state":"active","avatar_url":null,"web_url":"{{Origin}}/mara"} }
        """;

    /// <summary>The status and the JSON of an answer, without the blanks between.</summary>
    public static string Ok(string json) => $"200 {JsonNode.Parse(json)!.ToJsonString(Readable)}";

    /// <summary>What a list shows, each as its name and version.</summary>
    public static string Names(HttpAnswer answer)
    {
        Xunit.Assert.True(answer.Status == 200, answer.ToString());
        return string.Join(", ", ((JsonArray)JsonNode.Parse(answer.Text)!).Select(package => $"{package!["name"]} {package["version"]}"));
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();
}
