using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Registry.Unit.OpenApi;

/// <summary>The document that describes the API is whole, and the one that is checked in is the one that is served.</summary>
public sealed partial class OpenApiTests
{
    [Fact]
    public async Task What_is_checked_in_is_what_is_served()
    {
        await using var registry = await RunningRegistry.StartAsync();

        var served = await registry.GetAsync("/-/openapi.json");

        Assert.Equal((200, "application/json;charset=utf-8"), (served.Status, served.Header("Content-Type")));
        var kept = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "openapi.json"));
        Assert.True(
            served.Text.ReplaceLineEndings("\n").TrimEnd() == kept.TrimEnd(),
            "docs/openapi.json is not what the program serves. If the change is meant, write it anew: curl -s http://127.0.0.1:5000/-/openapi.json > docs/openapi.json");
    }

    [Fact]
    public async Task Each_operation_has_a_name_of_its_own_and_every_value_of_its_path()
    {
        await using var registry = await RunningRegistry.StartAsync();
        using var document = JsonDocument.Parse((await registry.GetAsync("/-/openapi.json")).Bytes);
        var operations = (
            from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (Path: path.Name, Method: operation.Name, Operation: operation.Value)).ToList();

        Assert.Equal(operations.Count, operations.Select(one => one.Operation.GetProperty("operationId").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(
            from one in operations
            let inPath = Placeholder().Matches(one.Path).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)
            let declared = one.Operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path").Select(parameter => parameter.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)
                : Enumerable.Empty<string>()
            where !inPath.SequenceEqual(declared)
            select $"{one.Method} {one.Path}");
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
