using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public class FullPathsTests
{
    // Segments stand apart by a space.
    [Theory]
    [InlineData("api v4 projects a b packages helm", "api v4 projects a/b packages helm")]
    [InlineData("api v4 projects a b c d packages npm -", "api v4 projects a/b/c/d packages npm -")]
    [InlineData("api v4 projects a/b packages helm", "api v4 projects a/b packages helm")]
    [InlineData("api v4 projects a/b c packages", "api v4 projects a/b/c packages")]
    [InlineData("api v4 projects 1 packages helm packages", "api v4 projects 1 packages helm packages")]
    [InlineData("api v4 projects a packages b packages", "api v4 projects a packages b packages")]
    [InlineData("api v4 projects a b", "api v4 projects a b")]
    [InlineData("api v4 projects", "api v4 projects")]
    [InlineData("api v4 projects packages helm", "api v4 projects packages helm")]
    [InlineData("api v4 groups a b - packages npm", "api v4 groups a/b - packages npm")]
    [InlineData("api v4 packages npm a b", "api v4 packages npm a b")]
    [InlineData("api v3 projects a b packages", "api v3 projects a b packages")]
    [InlineData("API v4 projects a b packages", "API v4 projects a b packages")]
    [InlineData("groups a b", "groups a/b")]
    [InlineData("groups a b - packages", "groups a/b - packages")]
    [InlineData("groups a", "groups a")]
    [InlineData("groups new", "groups new")]
    [InlineData("groups new x", "groups new x")]
    [InlineData("groups", "groups")]
    [InlineData("a b", "a/b")]
    [InlineData("a b c d", "a/b/c/d")]
    [InlineData("a b - packages 5", "a/b - packages 5")]
    [InlineData("a b - c - d", "a/b - c - d")]
    [InlineData("a/b - packages", "a/b - packages")]
    [InlineData("a - packages", "a - packages")]
    [InlineData("a packages b", "a/packages/b")]
    [InlineData("a", "a")]
    [InlineData("users sign_in", "users sign_in")]
    [InlineData("Admin users x", "Admin users x")]
    [InlineData("- health x", "- health x")]
    [InlineData("_framework a b", "_framework a b")]
    public void A_full_path_becomes_one_segment(string segments, string folded) =>
        Assert.Equal(folded.Split(' '), FullPaths.Fold([.. segments.Split(' ')]));

    [Fact]
    public void Nothing_stays_nothing() => Assert.Empty(FullPaths.Fold([]));
}
