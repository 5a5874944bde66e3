namespace Registry.Web.Components.Layout;

/// <summary>Which page of a group its navigation marks as the current one.</summary>
public enum GroupPage
{
    None,
    Overview,
    Packages,
    Members,
    Settings,
    DeployTokens,
    Usage,
    Audit,
}
