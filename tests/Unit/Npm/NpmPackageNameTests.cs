using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class NpmPackageNameTests
{
    [Theory]
    [InlineData("unscoped-package", null, "unscoped-package")]
    [InlineData("@group-1/package", "group-1", "package")]
    [InlineData("@any-scope/package", "any-scope", "package")]
    [InlineData("@A_b.C/D+e.f_G-", "A_b.C", "D+e.f_G-")]
    [InlineData("@x/y", "x", "y")]
    [InlineData("@.hidden/_private", ".hidden", "_private")]
    [InlineData("@org/node_modules.js", "org", "node_modules.js")]
    [InlineData("@git/a.git", "git", "a.git")]
    [InlineData("...", null, "...")]
    [InlineData("--", null, "--")]
    [InlineData("0", null, "0")]
    [InlineData("__proto__", null, "__proto__")]
    public void A_name_has_a_scope_or_none(string text, string? scope, string unscoped)
    {
        var name = Parse(text);

        Assert.Equal((text, scope, unscoped), (name.Text, name.Scope, name.Unscoped));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("\u212A")]
    [InlineData("a~b")]
    [InlineData("a%2fb")]
    [InlineData("a/b")]
    [InlineData("/a")]
    [InlineData("@a")]
    [InlineData("@/a")]
    [InlineData("@a/")]
    [InlineData("@a/b/c")]
    [InlineData("@a/@b")]
    [InlineData("a@1.0.0")]
    [InlineData("@inv@lid-scope/package")]
    [InlineData("@scope/../../package")]
    [InlineData("@scope%2e%2e%fpackage")]
    [InlineData("@scope/sub/package")]
    [InlineData("my_inv@@lid")]
    [InlineData("@-a/b")]
    [InlineData("@a./b")]
    [InlineData("@../b")]
    [InlineData("@a.git/b")]
    [InlineData("@a.atom/b")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("@a/-")]
    [InlineData("@a/..")]
    [InlineData("node_modules")]
    [InlineData("Node_Modules")]
    [InlineData("@a/NODE_MODULES")]
    [InlineData("favicon.ico")]
    [InlineData("@a/Favicon.ICO")]
    public void Anything_else_is_no_name(string? text) => Assert.False(NpmPackageName.TryParse(text, out _));

    [Fact]
    public void A_name_has_214_characters_at_most()
    {
        Assert.True(NpmPackageName.TryParse("@a/" + new string('b', 211), out _));
        Assert.False(NpmPackageName.TryParse("@a/" + new string('b', 212), out _));
    }

    [Fact]
    public void Case_tells_names_apart()
    {
        Assert.Equal(Parse("@a/Left"), Parse("@a/Left"));
        Assert.NotEqual(Parse("@a/Left"), Parse("@a/left"));
    }

    private static NpmPackageName Parse(string text)
    {
        Assert.True(NpmPackageName.TryParse(text, out var name));
        return name;
    }
}
