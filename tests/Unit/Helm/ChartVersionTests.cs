using Registry.Web.Helm;
using Xunit;

namespace Registry.Unit.Helm;

public sealed class ChartVersionTests
{
    private const string Maximum = "18446744073709551615";

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("v1.5.8")]
    [InlineData("0.0.0")]
    [InlineData("1.2.3-beta")]
    [InlineData("1.0.0-alpha.0.x-y-z.--")]
    [InlineData("1.0.0+001.sha-5114f85")]
    [InlineData("1.0.0-0A.is.legal+build")]
    [InlineData("0.1.20240101123456")]
    [InlineData(Maximum + "." + Maximum + "." + Maximum)]
    [InlineData("1.0.0-99999999999999999999999")]
    public void A_semantic_version_is_kept_as_it_was_written(string text)
    {
        Assert.True(ChartVersion.TryParse(text, out var version));
        Assert.Equal(text, version.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("v1.2")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.4")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..3")]
    [InlineData(".1.2.3")]
    [InlineData("latest")]
    [InlineData("v2021.08.0-build")]
    [InlineData("01.2.3")]
    [InlineData("1.0.0-rc_1")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.3-rc.01")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+a_b")]
    [InlineData("1.2.3+a+b")]
    [InlineData("V1.2.3")]
    [InlineData("vv1.2.3")]
    [InlineData("+1.2.3")]
    [InlineData("1.-2.3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3\n")]
    [InlineData("1.2.٣")]
    [InlineData("18446744073709551616.0.0")]
    public void Anything_else_is_no_version(string? text) => Assert.False(ChartVersion.TryParse(text, out _));

    [Fact]
    public void A_version_has_255_characters_at_most()
    {
        Assert.True(ChartVersion.TryParse("1.0.0-" + new string('a', 249), out _));
        Assert.False(ChartVersion.TryParse("1.0.0-" + new string('a', 250), out _));
    }

    [Fact]
    public void Versions_are_ordered_by_precedence()
    {
        string[] ascending =
        [
            "0.9.0", "0.10.0", "v0.11.0",
            "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999999", "1.0.0-A", "1.0.0-alpha", "1.0.0-alpha.1",
            "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc.1.1",
            "1.0.0", "1.0.20240101123456", "2.0.0", "10.0.0", Maximum + ".0.0",
        ];

        Assert.Equal(ascending, ascending.Reverse().Select(Parse).Order(Comparer<ChartVersion>.Create(ChartVersion.Compare)).Select(v => v.Text));
    }

    [Fact]
    public void Versions_of_one_precedence_still_have_one_order()
    {
        string[] ascending = ["1.0.0", "v1.0.0", "1.0.0+009", "1.0.0+9", "v1.0.0+9", "1.0.0+10", "1.0.0+a", "1.0.0+a.b", "1.0.0+b"];

        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(ChartVersion.Compare(Parse(ascending[i]), Parse(ascending[j]))));
            }
        }
    }

    [Theory]
    [InlineData("1.0.0-rc.1+5", true)]
    [InlineData("1.0.0+rc-1", false)]
    public void Only_a_hyphen_before_the_build_makes_a_pre_release(string text, bool expected) =>
        Assert.Equal(expected, Parse(text).IsPrerelease);

    private static ChartVersion Parse(string text)
    {
        Assert.True(ChartVersion.TryParse(text, out var version));
        return version;
    }
}
