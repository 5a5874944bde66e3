using Microsoft.Extensions.Primitives;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PackumentNegotiationTests
{
    [Theory]
    [InlineData("application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*")]
    [InlineData("application/vnd.npm.install-v1+json;q=1.0,application/json;q=0.8,*/*;q=0.1")]
    [InlineData("application/vnd.npm.install-v1+json")]
    [InlineData("APPLICATION/VND.npm.install-V1+json")]
    [InlineData("application/vnd.npm.install-v1+json; q=0.5")]
    [InlineData("application/json, application/vnd.npm.install-v1+json")]
    [InlineData("*/*, application/vnd.npm.install-v1+json")]
    [InlineData("application/vnd.npm.install-v1+json;q=0, application/vnd.npm.install-v1+json")]
    public void A_client_that_prefers_the_abbreviated_form_gets_it(string accept) =>
        Assert.Equal(PackumentForm.Abbreviated, PackumentNegotiation.FormOf(accept));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8")]
    [InlineData("application/json; q=1.0, application/vnd.npm.install-v1+json; q=0.8")]
    [InlineData("application/json, application/vnd.npm.install-v1+json; q=0.9")]
    [InlineData("*/*, application/vnd.npm.install-v1+json; q=0.9")]
    [InlineData("text/html, application/vnd.npm.install-v1+json; q=0.9")]
    [InlineData("application/vnd.npm.install-v1+json; q=0")]
    [InlineData("application/vnd.npm.install-v1+json; q=much")]
    [InlineData("application/vnd.npm.install-v1+json, ;;;=")]
    [InlineData("application/vnd.npm.install-v1+jsonp")]
    [InlineData("application/x; like=\"application/vnd.npm.install-v1+json\"")]
    public void Every_other_client_gets_the_full_form(string? accept) =>
        Assert.Equal(PackumentForm.Full, PackumentNegotiation.FormOf(accept));

    [Fact]
    public void Several_headers_are_read_as_one() => Assert.Equal(
        PackumentForm.Abbreviated,
        PackumentNegotiation.FormOf(new StringValues(["application/json; q=0.8", "application/vnd.npm.install-v1+json"])));

    [Theory]
    [InlineData(PackumentForm.Full, "application/json")]
    [InlineData(PackumentForm.Abbreviated, "application/vnd.npm.install-v1+json")]
    public void Each_form_has_its_content_type(object form, string type) => Assert.Equal(type, PackumentNegotiation.TypeOf((PackumentForm)form));
}
