using Bunit;
using Registry.Data.Entities;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class VisibilityPickerTests : BunitContext
{
    [Fact]
    public void What_is_wider_than_the_group_cannot_be_chosen() =>
        Render<VisibilityPicker>(picker => picker
            .Add(p => p.Name, "Input.Visibility").Add(p => p.Value, Visibility.Internal).Add(p => p.Widest, Visibility.Internal)).MarkupMatches(
            """
            <fieldset class="choices">
              <legend>Visibility</legend>
              <label for="Input-Visibility-Private">
                <input type="radio" id="Input-Visibility-Private" name="Input.Visibility" value="Private">
                <span><strong>Private</strong> <span class="muted">Members see and install its packages.</span></span>
              </label>
              <label for="Input-Visibility-Internal">
                <input type="radio" id="Input-Visibility-Internal" name="Input.Visibility" value="Internal" checked>
                <span><strong>Internal</strong> <span class="muted">Everybody who is signed in sees and installs them.</span></span>
              </label>
              <label for="Input-Visibility-Public">
                <input type="radio" id="Input-Visibility-Public" name="Input.Visibility" value="Public" disabled>
                <span><strong>Public</strong> <span class="muted">Everybody sees and installs them, without signing in. Not inside this group, which is internal.</span></span>
              </label>
            </fieldset>
            """);

    [Fact]
    public void What_is_wrong_with_the_choice_describes_it()
    {
        var picker = Render<VisibilityPicker>(picker => picker.Add(p => p.Name, "Input.Visibility").Add(p => p.Error, "acme is private."));

        picker.Find("#Input-Visibility-error").MarkupMatches("""<p class="error" id="Input-Visibility-error">acme is private.</p>""");
        Assert.Equal("Input-Visibility-error", picker.Find("fieldset").GetAttribute("aria-describedby"));
    }
}
