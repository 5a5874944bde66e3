using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class DistTagNameTests
{
    [Theory]
    [InlineData("latest")]
    [InlineData("next")]
    [InlineData("beta.1")]
    [InlineData("v-next")]
    [InlineData("1-stable")]
    [InlineData("release-1.x")]
    [InlineData("1.x-lts")]
    [InlineData("01")]
    [InlineData("1.2.3.4")]
    [InlineData("1.0.0-")]
    [InlineData("xx")]
    [InlineData("v")]
    [InlineData("-")]
    [InlineData("a || b")]
    [InlineData("1 || b")]
    [InlineData("1 - b")]
    [InlineData("foo*")]
    [InlineData("ünïcode 🎉")]
    [InlineData("a#b?c@d")]
    [InlineData("__proto__")]
    public void Words_name_a_tag(string name) => Assert.Null(DistTagName.Fault(name));

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("1.x")]
    [InlineData("1.2")]
    [InlineData("1.2.X")]
    [InlineData("1.*")]
    [InlineData("1.x.3")]
    [InlineData("v1")]
    [InlineData("vv1")]
    [InlineData("v1.2.3")]
    [InlineData("=1.2.3")]
    [InlineData("1.2.3-rc.1+build.5")]
    [InlineData("x")]
    [InlineData("X")]
    [InlineData("*")]
    [InlineData("vx")]
    [InlineData(">*")]
    [InlineData("1.0.0*")]
    [InlineData("*1.0.0")]
    [InlineData("1.x+build")]
    [InlineData("^1")]
    [InlineData("^ 1")]
    [InlineData("~1.2")]
    [InlineData("~>1.2")]
    [InlineData(">=1 <2")]
    [InlineData(">= 1.0.0 < 2.0.0-0")]
    [InlineData("1 2")]
    [InlineData("1 - 2")]
    [InlineData("1.2.3 - v2.x")]
    [InlineData("1 || 2")]
    [InlineData("1||2||3 - 4")]
    [InlineData("||")]
    [InlineData("1 ||")]
    [InlineData(" 1 ")]
    public void A_range_does_not(string name) =>
        Assert.Equal($"The dist-tag '{name}' would be taken for a SemVer range.", DistTagName.Fault(name));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u00a0")]
    public void A_blank_does_not(string name) => Assert.Equal("A dist-tag needs a name.", DistTagName.Fault(name));

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("100%")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData("a\u007f")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\ufffd")]
    public void What_an_address_cannot_carry_does_not(string name) => Assert.Equal(
        @"A dist-tag must be able to stand in an address: no '/', '\', '%' or control characters.", DistTagName.Fault(name));

    [Fact]
    public void Half_a_character_does_not() => Assert.NotNull(DistTagName.Fault("a" + '\ud83c'));

    [Fact]
    public void A_tag_has_214_characters_at_most()
    {
        Assert.Null(DistTagName.Fault(new string('a', 214)));
        Assert.Equal("A dist-tag has at most 214 characters.", DistTagName.Fault(new string('a', 215)));
    }
}
