using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class ConfirmFormTests : BunitContext
{
    public ConfirmFormTests() => Services.AddSingleton<AntiforgeryStateProvider>(new OneToken());

    [Fact]
    public void A_button_asks_before_the_form_is_sent() => RenderQuestion(() => { }).MarkupMatches(
        """
        <button type="button" class="btn danger" popovertarget="delete-7-ask">Delete…</button>
        <div id="delete-7-ask" class="ask" role="dialog" aria-labelledby="delete-7-title" popover>
          <form method="post">
            <input type="hidden" name="token" value="secret">
            <h2 id="delete-7-title">Delete web 1.4.2?</h2>
            <p>It cannot be installed any more.</p>
            <p class="row end">
              <button type="button" class="btn" popovertarget="delete-7-ask" popovertargetaction="hide" autofocus>Cancel</button>
              <button type="submit" class="btn danger solid">Delete 1.4.2</button>
            </p>
          </form>
        </div>
        """);

    [Fact]
    public void What_takes_nothing_away_is_not_marked_as_dangerous()
    {
        var question = Render<ConfirmForm>(form => form
            .Add(f => f.Opens, "Rotate…").Add(f => f.Title, "Rotate ci?").Add(f => f.Verb, "Rotate ci").Add(f => f.FormName, "rotate-7").Add(f => f.Danger, false).Add(f => f.Small, true));

        Assert.Equal(["btn small", "btn", "btn primary"], question.FindAll("button").Select(button => button.ClassName));
    }

    [Fact]
    public async Task What_is_confirmed_happens()
    {
        var happened = false;

        await RenderQuestion(() => happened = true).Find("form").SubmitAsync();

        Assert.True(happened);
    }

    private IRenderedComponent<ConfirmForm> RenderQuestion(Action confirmed) =>
        Render<ConfirmForm>(form => form
            .Add(f => f.Opens, "Delete…").Add(f => f.Title, "Delete web 1.4.2?").Add(f => f.Verb, "Delete 1.4.2")
            .Add(f => f.FormName, "delete-7").Add(f => f.OnSubmit, confirmed).AddChildContent("<p>It cannot be installed any more.</p>"));
}
