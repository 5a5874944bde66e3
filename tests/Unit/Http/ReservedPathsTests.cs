using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public class ReservedPathsTests
{
    [Theory]
    [InlineData("-", true, true)]
    [InlineData("packages", true, true)]
    [InlineData("PACKAGES", true, true)]
    [InlineData("new", false, true)]
    [InlineData("raw", false, true)]
    [InlineData("api", true, false)]
    [InlineData("Api", true, false)]
    [InlineData("_blazor", true, false)]
    [InlineData(".well-known", true, false)]
    [InlineData("setup", true, false)]
    [InlineData("users", true, false)]
    [InlineData("groups", true, false)]
    [InlineData("acme", false, false)]
    [InlineData("api2", false, false)]
    [InlineData("", false, false)]
    public void A_word_is_kept_for_the_first_place_or_for_every_place(string word, bool first, bool every) =>
        Assert.Equal((first, every), (ReservedPaths.IsTopLevel(word), ReservedPaths.IsEverywhere(word)));
}
