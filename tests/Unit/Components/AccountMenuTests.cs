using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Registry.Web.Components.Layout;
using Xunit;

namespace Registry.Unit.Components;

public class AccountMenuTests : BunitContext
{
    public AccountMenuTests() => Services.AddSingleton<AntiforgeryStateProvider>(new OneToken());

    [Fact]
    public void Who_is_not_signed_in_can_sign_in() =>
        RenderFor(new ClaimsPrincipal(new ClaimsIdentity())).MarkupMatches("""<a class="btn small" href="users/sign_in">Sign in</a>""");

    [Fact]
    public void Who_signs_in_from_a_page_comes_back_to_it()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("acme/web/-/packages?type=helm");

        RenderFor(new ClaimsPrincipal(new ClaimsIdentity())).MarkupMatches(
            """<a class="btn small" href="users/sign_in?return_to=%2Facme%2Fweb%2F-%2Fpackages%3Ftype%3Dhelm">Sign in</a>""");
    }

    [Fact]
    public void Who_is_signed_in_can_sign_out_by_a_form() =>
        RenderFor(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "jane.doe")], "test"))).MarkupMatches(
            """
            <button type="button" class="btn small" popovertarget="account" aria-label="Account of jane.doe">JD</button>
            <div id="account" class="popup" popover>
              <div class="who">Signed in as <strong>jane.doe</strong></div>
              <nav aria-label="Account">
                <a href="dashboard">Start page</a>
                <a href="explore">Explore</a>
                <a href="-/user_settings/personal_access_tokens">Access tokens</a>
                <a href="-/user_settings/profile">Your account</a>
              </nav>
              <form method="post" action="users/sign_out">
                <input type="hidden" name="token" value="secret">
                <button type="submit" class="quiet">Sign out</button>
              </form>
            </div>
            """);

    private IRenderedComponent<AccountMenu> RenderFor(ClaimsPrincipal user) =>
        Render<AccountMenu>(menu => menu.AddCascadingValue<HttpContext>(new DefaultHttpContext { User = user }));
}
