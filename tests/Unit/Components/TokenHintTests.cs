using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Http;
using Registry.Web.Components.Pages;
using Xunit;

namespace Registry.Unit.Components;

public class TokenHintTests : BunitContext
{
    private static readonly ClaimsPrincipal Jane = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "jane")], "test"));

    [Fact]
    public void Who_may_read_anyway_needs_a_token_to_publish_only() => RenderFor(Jane, needsToRead: false, publishes: true).MarkupMatches(
        """
        <p class="muted">
          Put your user name and <a href="-/user_settings/personal_access_tokens?name=publish&amp;scopes=write_package_registry">a token</a>
          where the commands say so.
        </p>
        """);

    [Fact]
    public void Of_a_private_project_a_reading_token_is_offered_too() => RenderFor(Jane, needsToRead: true, publishes: true).MarkupMatches(
        """
        <p class="muted">
          Put your user name and <a href="-/user_settings/personal_access_tokens?name=publish&amp;scopes=write_package_registry">a token</a>
          where the commands say so. To install alone,
          <a href="-/user_settings/personal_access_tokens?name=install&amp;scopes=read_package_registry">a token that only reads</a> is enough.
        </p>
        """);

    [Fact]
    public void Where_nothing_is_published_a_reading_token_is_the_one() => RenderFor(Jane, needsToRead: true, publishes: false).MarkupMatches(
        """
        <p class="muted">
          Put your user name and <a href="-/user_settings/personal_access_tokens?name=install&amp;scopes=read_package_registry">a token</a>
          where the commands say so.
        </p>
        """);

    [Fact]
    public void Who_is_not_signed_in_can_make_none() => RenderFor(new ClaimsPrincipal(new ClaimsIdentity()), needsToRead: false, publishes: true).MarkupMatches(
        """<p class="muted">Publishing needs a token: <a href="users/sign_in">sign in</a> to make one.</p>""");

    private IRenderedComponent<TokenHint> RenderFor(ClaimsPrincipal user, bool needsToRead, bool publishes) => Render<TokenHint>(hint => hint
        .Add(h => h.NeedsToRead, needsToRead).Add(h => h.Publishes, publishes).AddCascadingValue<HttpContext>(new DefaultHttpContext { User = user }));
}
