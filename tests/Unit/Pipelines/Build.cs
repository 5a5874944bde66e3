using System.Net.Http.Json;
using System.Text.Json;
using Registry.Data;
using Registry.Unit.Packages;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>Records builds as a script of a CI system does.</summary>
internal static class Build
{
    public const string Sha = "0123456789abcdef0123456789abcdef01234567";

    public static async Task<long> RecordAsync(this Shelf shelf, string reference = "main", string sha = Sha, string? status = null, string? source = null)
    {
        var made = await shelf.SendAsync(HttpMethod.Post, "/pipelines", content: JsonContent.Create(new { @ref = reference, sha, status, source }));
        Assert.True(made.Status == 201, made.ToString());
        return long.Parse(made.Json("id"));
    }

    /// <summary>Opens a job and answers its id and its token.</summary>
    public static async Task<(long Id, string Token)> OpenJobAsync(this Shelf shelf, long pipeline, string? token = null)
    {
        var made = await shelf.SendAsync(HttpMethod.Post, $"/pipelines/{pipeline}/jobs", token, JsonContent.Create(new { name = "publish" }));
        Assert.True(made.Status == 201, made.ToString());
        return (long.Parse(made.Json("id")), made.Json("token"));
    }

    /// <summary>The answer with its times, which nobody knows before, as <c>T</c>.</summary>
    public static string Timeless(this HttpAnswer answer) =>
        System.Text.RegularExpressions.Regex.Replace(answer.ToString(), @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "T", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    public static IEnumerable<long> Ids(this HttpAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.ToString());
        using var list = JsonDocument.Parse(answer.Bytes);
        return [.. list.RootElement.EnumerateArray().Select(one => one.GetProperty("id").GetInt64())];
    }

    public static async Task ChangeRowsAsync(this RunningRegistry registry, Func<RegistryDbContext, Task> change)
    {
        await using var database = registry.Open();
        await change(database);
        await database.SaveChangesAsync();
    }
}
