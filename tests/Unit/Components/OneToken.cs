using Microsoft.AspNetCore.Components.Forms;

namespace Registry.Unit.Components;

/// <summary>An antiforgery token that a test can name: field "token", value "secret".</summary>
internal sealed class OneToken : AntiforgeryStateProvider
{
    public override AntiforgeryRequestToken GetAntiforgeryToken() => new("secret", "token");
}
