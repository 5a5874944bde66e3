using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/acme/web/-/packages?type=helm&page=2")]
    [InlineData("/?next=https://example.com/")]
    public void A_path_of_this_registry_is_local(string address) => Assert.True(LocalPath.IsLocal(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("acme/web")]
    [InlineData("https://example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com/")]
    [InlineData("\\\\example.com/")]
    [InlineData("/\t/example.com/")]
    [InlineData("/\n/example.com/")]
    [InlineData(" /acme")]
    public void Whatever_a_browser_could_follow_elsewhere_is_not(string? address) => Assert.False(LocalPath.IsLocal(address));
}
