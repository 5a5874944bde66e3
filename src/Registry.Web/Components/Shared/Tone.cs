namespace Registry.Web.Components.Shared;

/// <summary>How a chip, a notice or a button is meant. The words say it too: colour never speaks alone.</summary>
public enum Tone
{
    Neutral,
    Accent,
    Good,
    Warn,
    Bad,
}
