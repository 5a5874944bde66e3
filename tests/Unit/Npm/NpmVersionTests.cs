using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class NpmVersionTests
{
    private const string Maximum = "9007199254740991";

    [Theory]
    [InlineData("1.2.3", "1.2.3", false)]
    [InlineData("0.0.0", "0.0.0", false)]
    [InlineData("1.2.3-beta", "1.2.3-beta", true)]
    [InlineData("1.0.0-alpha.0.x-y-z.--", "1.0.0-alpha.0.x-y-z.--", true)]
    [InlineData("1.0.0+001.sha-5114f85", "1.0.0", false)]
    [InlineData("1.0.0-0A.is.legal+build-1", "1.0.0-0A.is.legal", true)]
    [InlineData(Maximum + "." + Maximum + "." + Maximum, Maximum + "." + Maximum + "." + Maximum, false)]
    [InlineData("1.0.0-99999999999999999999999", "1.0.0-99999999999999999999999", true)]
    public void A_version_is_kept_without_its_build_metadata(string text, string kept, bool isPrerelease)
    {
        var version = Parse(text);

        Assert.Equal((kept, kept, isPrerelease), (version.Text, version.ToString(), version.IsPrerelease));
        Assert.Equal(Parse(kept), version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1./2.3")]
    [InlineData("../../../../../1.2.3")]
    [InlineData("%2e%2e%2f1.2.3")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.4")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..3")]
    [InlineData("latest")]
    [InlineData("v1.2.3")]
    [InlineData("=1.2.3")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3\n")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.3-rc.01")]
    [InlineData("1.2.3-rc_1")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+a_b")]
    [InlineData("1.2.3+a+b")]
    [InlineData("1.-2.3")]
    [InlineData("1.2.٣")]
    [InlineData("9007199254740992.0.0")]
    [InlineData("0.9007199254740992.0")]
    [InlineData("0.0.9007199254740992")]
    [InlineData("99999999999999999999.0.0")]
    public void Anything_else_is_no_version(string? text) => Assert.False(NpmVersion.TryParse(text, out _));

    [Fact]
    public void A_version_has_256_characters_at_most()
    {
        Assert.True(NpmVersion.TryParse("1.0.0-" + new string('a', 250), out _));
        Assert.False(NpmVersion.TryParse("1.0.0-" + new string('a', 251), out _));
        Assert.False(NpmVersion.TryParse("1.0.0+" + new string('a', 251), out _));
    }

    [Fact]
    public void Versions_are_ordered_by_precedence()
    {
        string[] ascending =
        [
            "0.9.0", "0.10.0", "0.11.0",
            "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999999", "1.0.0-A", "1.0.0-alpha", "1.0.0-alpha.1",
            "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc.1.1",
            "1.0.0", "1.0.20240101123456", "2.0.0", "10.0.0", Maximum + ".0.0",
        ];

        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(NpmVersion.Compare(Parse(ascending[i]), Parse(ascending[j]))));
            }
        }
    }

    [Theory]
    [InlineData("1.2.3-rc.1", true)]
    [InlineData("v1.2.3-rc.1", true)]
    [InlineData("=v1.2.3-rc.1", true)]
    [InlineData("  v 1.2.3-rc.1+build\t", true)]
    [InlineData("1.2.3-rc.1+5114f85", true)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3-rc.2", false)]
    [InlineData("1.2.3-RC.1", false)]
    [InlineData("v", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_version_of_a_tarball_is_compared_as_npm_cleans_it(string? text, bool expected) =>
        Assert.Equal(expected, NpmVersion.CleanEquals(text, Parse("1.2.3-rc.1+ours")));

    [Fact]
    public void A_damaged_row_has_no_version()
    {
        Assert.Equal("1.0.0", NpmVersion.Stored("1.0.0")?.Text);
        Assert.Null(NpmVersion.Stored("1.0"));
    }

    private static NpmVersion Parse(string text)
    {
        Assert.True(NpmVersion.TryParse(text, out var version));
        return version;
    }
}
