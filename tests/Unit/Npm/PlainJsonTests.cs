using System.Text;
using System.Text.Json;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PlainJsonTests
{
    [Theory]
    [InlineData("""{ "a" : [ 1 , 2.50 , " x " ] ,""" + "\r\n\t" + """ "b\" " : null }""", """{"a":[1,2.50," x "],"b\" ":null}""")]
    [InlineData("\uFEFF{}", "{}")]
    [InlineData("""["\ud834\udd1e\u00e9\n\\\\u0041\\ud800"]""", """["\ud834\udd1e\u00e9\n\\\\u0041\\ud800"]""")]
    [InlineData("""["\ud834","\udd1e","\uD834\n","\uD834\uD834\uDD1E","\ud834x"]""", """["\ufffd","\ufffd","\ufffd\n","\ufffd\uD834\uDD1E","\ufffdx"]""")]
    [InlineData("""{"\ud834":1}""", """{"\ufffd":1}""")]
    public void Blanks_go_and_broken_characters_are_replaced(string json, string plain) => Assert.Equal(plain, Clean(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_replaced() => Assert.Equal("[\"caf\ufffd\"]", Clean([.. "[\"caf"u8, 0xE9, .. "\"]"u8]));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("\"\\")]
    [InlineData("\"\\u12")]
    [InlineData("\"\\u12xx\"")]
    [InlineData("\"\\x\"")]
    [InlineData("// no\n{}")]
    public void What_is_no_JSON_is_not_read(string json) => Assert.ThrowsAny<JsonException>(() => Clean(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.Equal(128, Clean(Encoding.UTF8.GetBytes(new string('[', 64) + new string(']', 64))).Length);
        Assert.ThrowsAny<JsonException>(() => Clean(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65))));
    }

    private static string Clean(byte[] json)
    {
        using var document = PlainJson.Parse(json);
        return document.RootElement.GetRawText();
    }
}
