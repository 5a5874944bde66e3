using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class NpmManifestTextsTests
{
    [Theory]
    [InlineData("""
        {"description":" A tool. ","keywords":["a"," b ","a",7,""],"author":{"name":"Ann","email":"ann@example.com"},"license":"MIT",
        "repository":{"type":"git","url":"git+https://example.com/a.git"},"homepage":"https://example.com","bugs":{"url":"https://example.com/bugs"}}
        """)]
    [InlineData("""
        {"description":"A tool.","keywords":"a, b","author":"Ann <ann@example.com> (https://ann.example.com)","license":{"type":"MIT"},
        "repository":"git+https://example.com/a.git","homepage":{"url":"https://example.com"},"bugs":"https://example.com/bugs"}
        """)]
    [InlineData("""
        {"description":"A tool.","keywords":"a b","author":"Ann","licenses":[{"type":"MIT","url":"x"}],
        "repository":{"url":"git+https://example.com/a.git"},"homepage":"https://example.com","bugs":{"url":"","email":"https://example.com/bugs"}}
        """)]
    public void What_a_manifest_says_is_plain_text_whichever_way_it_is_written(string manifest) => AssertTexts(
        new NpmManifestTexts("A tool.", ["a", "b"], "Ann", "MIT", "git+https://example.com/a.git", "https://example.com", "https://example.com/bugs"), manifest);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"description":7,"keywords":{"a":1},"author":["Ann"],"license":false,"repository":[],"homepage":null,"bugs":1}""")]
    [InlineData("""{"description":" ","keywords":[],"author":"","license":{"type":null},"licenses":[],"repository":{"url":{}},"homepage":{},"bugs":{}}""")]
    public void What_says_nothing_is_nothing(string manifest) => AssertTexts(new NpmManifestTexts(null, [], null, null, null, null, null), manifest);

    [Theory]
    [InlineData("""{"licenses":["MIT",{"type":"ISC"},7]}""", "MIT OR ISC")]
    [InlineData("""{"licenses":{"type":"MIT"}}""", "MIT")]
    [InlineData("""{"licenses":"MIT"}""", "MIT")]
    [InlineData("""{"license":"ISC","licenses":"MIT"}""", "ISC")]
    public void Old_lists_of_licenses_are_understood(string manifest, string license) => Assert.Equal(license, Of(manifest).License);

    [Fact]
    public void An_author_without_a_name_is_shown_as_written() => Assert.Equal("<ann@example.com>", Of("""{"author":"<ann@example.com>"}""").Author);

    private static void AssertTexts(NpmManifestTexts expected, string manifest)
    {
        var texts = Of(manifest);
        Assert.Equal(expected.Keywords, texts.Keywords);
        Assert.Equal(expected, texts with { Keywords = expected.Keywords });
    }

    private static NpmManifestTexts Of(string manifest)
    {
        using var document = PlainJson.Parse(Encoding.UTF8.GetBytes(manifest));
        return NpmManifestTexts.Of(document.RootElement);
    }
}
