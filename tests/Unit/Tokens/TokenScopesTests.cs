using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

public class TokenScopesTests
{
    [Theory]
    [InlineData("api", (int)TokenScopes.Api)]
    [InlineData("read_api", (int)TokenScopes.ReadApi)]
    [InlineData("read_package_registry", (int)TokenScopes.ReadPackageRegistry)]
    [InlineData("write_package_registry", (int)TokenScopes.WritePackageRegistry)]
    [InlineData("read_api,api", (int)(TokenScopes.Api | TokenScopes.ReadApi))]
    [InlineData(" api , read_api ", (int)(TokenScopes.Api | TokenScopes.ReadApi))]
    [InlineData("api api", (int)TokenScopes.Api)]
    [InlineData("", null)]
    [InlineData(" , ", null)]
    [InlineData("API", null)]
    [InlineData("sudo", null)]
    [InlineData("api,sudo", null)]
    [InlineData("api;read_api", null)]
    [InlineData("1", null)]
    public void Names_are_read_or_refused_as_a_whole(string text, int? scopes) =>
        Assert.Equal((TokenScopes?)scopes, TokenScopeNames.Parse(text, TokenScopeNames.Personal));

    [Theory]
    [InlineData("read_package_registry", (int)TokenScopes.ReadPackageRegistry)]
    [InlineData("read_package_registry,write_package_registry", (int)(TokenScopes.ReadPackageRegistry | TokenScopes.WritePackageRegistry))]
    [InlineData("api", null)]
    [InlineData("read_package_registry,read_api", null)]
    public void A_deploy_token_has_only_scopes_of_packages(string text, int? scopes) =>
        Assert.Equal((TokenScopes?)scopes, TokenScopeNames.Parse(text, TokenScopeNames.Deploy));

    [Fact]
    public void Every_set_of_scopes_is_stored_so_that_it_reads_the_same()
    {
        Assert.Equal("api read_api read_package_registry write_package_registry", TokenScopeNames.Format(TokenScopeNames.Personal));
        for (var scopes = TokenScopes.None; scopes <= TokenScopeNames.Personal; scopes++)
        {
            Assert.Equal(scopes, TokenScopeNames.Stored(TokenScopeNames.Format(scopes)));
        }
    }

    [Fact]
    public void Stored_text_that_is_no_scopes_allows_nothing() => Assert.Equal(TokenScopes.None, TokenScopeNames.Stored("api root"));
}
