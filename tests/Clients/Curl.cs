using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients;

/// <summary>The real curl.</summary>
public static class Curl
{
    /// <summary>Posts a file as the guide for people does it: form field <c>chart</c>, Basic authentication.</summary>
    public static async Task<CurlAnswer> UploadChartAsync(string file, string address, Credentials? credentials)
    {
        string[] user = credentials is null ? [] : ["--user", $"{credentials.UserName}:{credentials.Password}"];
        var result = await Command.RunAsync("curl",
        [
            "--silent", "--show-error", "--fail-with-body", "--write-out", "\n%{http_code}",
            "--request", "POST", "--form", $"chart=@{file}", .. user, address,
        ]);
        var end = result.Output.LastIndexOf('\n');
        return end < 0
            ? throw new InvalidOperationException(result.ToString())
            : new CurlAnswer(result, int.Parse(result.Output[(end + 1)..]), result.Output[..end]);
    }
}

/// <param name="Result">The finished process; its exit code is 22 where the server refused.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The answer's body.</param>
public sealed record CurlAnswer(CommandResult Result, int Status, string Body)
{
    /// <summary>A string of the JSON body; null where the body has none of that name.</summary>
    public string? Field(string name)
    {
        using var body = JsonDocument.Parse(Body);
        return body.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
