using System.Text;
using System.Text.Json;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>JSON that was written in one line, as people read it.</summary>
public sealed class ReadableTextTests
{
    private const int Depth = 60;

    [Fact]
    public void Json_in_one_long_line_gets_lines()
    {
        var name = new string('n', 300);

        Assert.Equal($"{{\n  \"{name}\": [\n    1,\n    \"ü\"\n  ]\n}}", Of($"{{\"{name}\":[1,\"ü\"]}}")!.ReplaceLineEndings("\n"));
        Assert.Equal("{\"a\":[1]}", Of("{\"a\":[1]}"));
        Assert.Equal($"{{\"{name}\":", Of($"{{\"{name}\":"));
    }

    [Fact]
    public void What_would_grow_beyond_measure_stays_as_it_is()
    {
        var (few, many) = (Nested(10_000), Nested(200_000));

        Assert.Equal(many, Of(many));
        var lines = Of(few)!;
        Assert.InRange(lines.Length, 1_000_000, 2 * 1024 * 1024);
        Assert.Equal(few, JsonSerializer.Serialize(JsonDocument.Parse(lines).RootElement));
    }

    private static string Nested(int numbers) => $"{new string('[', Depth)}{string.Join(',', Enumerable.Repeat('1', numbers))}{new string(']', Depth)}";

    private static string? Of(string json) => ReadableText.Of(new ContentFile("a.json", json.Length, "", Encoding.UTF8.GetBytes(json)));
}
