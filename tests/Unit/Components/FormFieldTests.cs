using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class FormFieldTests : BunitContext
{
    private static readonly RenderFragment<IReadOnlyDictionary<string, object>> Input = attributes => builder =>
    {
        builder.OpenElement(0, "input");
        builder.AddMultipleAttributes(1, attributes);
        builder.CloseElement();
    };

    [Fact]
    public void A_label_names_its_input() =>
        Render<FormField>(field => field.Add(f => f.Label, "Name").Add(f => f.Id, "name").Add(f => f.Control, Input)).MarkupMatches(
            """
            <div class="field">
              <label for="name">Name</label>
              <input id="name">
            </div>
            """);

    [Fact]
    public void What_may_stay_empty_says_so() =>
        Render<FormField>(field => field.Add(f => f.Label, "Name").Add(f => f.Id, "name").Add(f => f.Optional, true).Add(f => f.Control, Input)).MarkupMatches(
            """
            <div class="field">
              <label for="name">Name <span class="muted">(optional)</span></label>
              <input id="name">
            </div>
            """);

    [Fact]
    public void Hint_and_error_describe_the_input() =>
        Render<FormField>(field => field
            .Add(f => f.Label, "Name").Add(f => f.Id, "name").Add(f => f.Control, Input)
            .Add(f => f.Hint, "Lower case.").Add(f => f.Error, "It is taken.")).MarkupMatches(
            """
            <div class="field wrong">
              <label for="name">Name</label>
              <p class="hint" id="name-hint">Lower case.</p>
              <input id="name" aria-describedby="name-hint name-error" aria-invalid="true">
              <p class="error" id="name-error">It is taken.</p>
            </div>
            """);

    [Fact]
    public async Task What_validation_of_the_form_says_shows_as_soon_as_it_is_said()
    {
        var model = new Model();
        var form = new EditContext(model);
        var messages = new ValidationMessageStore(form);
        var field = Render<FormField>(field => field
            .Add(f => f.Label, "Count").Add(f => f.Id, "count").Add(f => f.Control, Input)
            .Add(f => f.For, () => model.Count).AddCascadingValue(form));

        messages.Add(() => model.Count, "Give a count above 0.");
        await field.InvokeAsync(form.NotifyValidationStateChanged);

        field.MarkupMatches(
            """
            <div class="field wrong">
              <label for="count">Count</label>
              <input id="count" aria-describedby="count-error" aria-invalid="true">
              <p class="error" id="count-error">Give a count above 0.</p>
            </div>
            """);
    }

    private sealed class Model
    {
        public int Count { get; set; }
    }
}
