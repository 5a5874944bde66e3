namespace Registry.Web.Components.Layout;

/// <summary>Which page of the administration its navigation marks as the current one.</summary>
public enum AdminPage
{
    Overview,
    Users,
    Groups,
    Projects,
    Tokens,
    Storage,
    Health,
    Settings,
    Audit,
}
