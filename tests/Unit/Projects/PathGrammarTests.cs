using Registry.Web.Projects;
using Xunit;

namespace Registry.Unit.Projects;

public class PathGrammarTests
{
    [Theory]
    [InlineData("acme")]
    [InlineData("acme/charts")]
    [InlineData("Acme/Web_UI-2.0")]
    [InlineData("_x/1")]
    [InlineData("1a/22")]
    [InlineData("acme/api")]
    [InlineData("acme/users/groups")]
    [InlineData("acme/x.gitx")]
    [InlineData("acme/gits")]
    [InlineData("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t")]
    public void These_can_be_paths(string path) => Assert.Null(PathGrammar.Fault(path));

    [Theory]
    [InlineData("api/charts", "api")]
    [InlineData("API", "API")]
    [InlineData("users/ada", "users")]
    [InlineData("favicon.ico", "favicon.ico")]
    [InlineData("-", "-")]
    [InlineData("123", "123")]
    [InlineData("123/charts", "123")]
    [InlineData("acme/packages", "packages")]
    [InlineData("acme/Packages/charts", "Packages")]
    [InlineData("acme/new", "new")]
    [InlineData("", "")]
    [InlineData("/acme", "")]
    public void Words_that_addresses_need_are_reserved(string path, string word) =>
        Assert.Equal($"'{word}' is reserved: choose another name.", PathGrammar.Fault(path));

    [Theory]
    [InlineData("acme/", "")]
    [InlineData("acme//charts", "")]
    [InlineData("acme/-", "-")]
    [InlineData("acme/-x", "-x")]
    [InlineData("acme/.hidden", ".hidden")]
    [InlineData("acme/..", "..")]
    [InlineData("acme/x.", "x.")]
    [InlineData("acme/x.git", "x.git")]
    [InlineData("acme/x.GIT", "x.GIT")]
    [InlineData("acme/x.atom", "x.atom")]
    [InlineData("acme/a b", "a b")]
    [InlineData("acme/a\\b", "a\\b")]
    [InlineData("acme/a%2Fb", "a%2Fb")]
    [InlineData("acme/ä", "ä")]
    [InlineData("acme/x\n", "x\n")]
    [InlineData("acme/<b>", "<b>")]
    [InlineData("acme/\u212A", "\u212A")]
    public void Anything_else_is_no_path(string path, string segment) =>
        Assert.Equal(
            $"'{segment}' is no valid path: use letters, digits, '_', '-' and '.', begin with a letter, digit or '_', do not end with '.', '.git' or '.atom', at most 255 characters.",
            PathGrammar.Fault(path));

    [Fact]
    public void Parts_depth_and_length_have_limits()
    {
        Assert.Null(PathGrammar.Fault("acme/" + new string('x', 255)));
        Assert.StartsWith($"'{new string('x', 256)}' is no valid path: ", PathGrammar.Fault("acme/" + new string('x', 256)), StringComparison.Ordinal);
        var deep = string.Join('/', Enumerable.Repeat("x", 21));
        Assert.Equal($"'{deep}' is nested too deep: at most 20 parts.", PathGrammar.Fault(deep));
        var longest = string.Join('/', Enumerable.Repeat(new string('x', 204), 5));
        Assert.Null(PathGrammar.Fault(longest));
        Assert.Equal("The path is too long: at most 1024 characters in all.", PathGrammar.Fault(longest + "x"));
    }
}
