namespace Registry.Web.Components.Layout;

/// <summary>Which page of a project its navigation marks as the current one.</summary>
public enum ProjectPage
{
    None,
    Overview,
    Packages,
    Pipelines,
    Members,
    Settings,
    PackageSettings,
    DeployTokens,
    Usage,
    Trash,
    Audit,
}
