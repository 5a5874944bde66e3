namespace Registry.Web.Components.Shared;

/// <summary>The icons there are; each only says again what a word beside it, or its button's label, says.</summary>
public enum IconName
{
    Package,
    Menu,
    Theme,
    Search,
}
