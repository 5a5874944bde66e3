using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients;

/// <summary>The real curl.</summary>
public static class Curl
{
    /// <summary>Posts a file as the guide for people does it: form field <c>chart</c>, Basic authentication.</summary>
    /// <param name="file">The chart.</param>
    /// <param name="address">Where to.</param>
    /// <param name="credentials">Of the publisher.</param>
    /// <param name="provenance">The provenance file that goes along in the field <c>prov</c>.</param>
    /// <param name="options">Further options of curl.</param>
    public static Task<CurlAnswer> UploadChartAsync(string file, string address, Credentials? credentials, string? provenance = null, params string[] options) =>
        RunAsync(
        [
            "--request", "POST", "--form", $"chart=@{file}", .. provenance is null ? [] : (string[])["--form", $"prov=@{provenance}"],
            .. User(credentials), .. options, address,
        ]);

    /// <summary>One request, whose status and body are answered whatever they are.</summary>
    public static async Task<CurlAnswer> RunAsync(params string[] options)
    {
        var result = await Command.RunAsync("curl", ["--silent", "--show-error", "--fail-with-body", "--write-out", "\n%{http_code}", .. options]);
        var end = result.Output.LastIndexOf('\n');
        return end < 0
            ? throw new InvalidOperationException(result.ToString())
            : new CurlAnswer(result, int.Parse(result.Output[(end + 1)..]), result.Output[..end]);
    }

    public static string[] User(Credentials? credentials) =>
        credentials is null ? [] : ["--user", $"{credentials.UserName}:{credentials.Password}"];
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
