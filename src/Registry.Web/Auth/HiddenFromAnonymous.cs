namespace Registry.Web.Auth;

/// <summary>Metadata of endpoints that answer 404, not 401, to nobody in particular: where GitLab's do.</summary>
internal sealed class HiddenFromAnonymous
{
    public static HiddenFromAnonymous Instance { get; } = new();
}

internal static class Hiding
{
    /// <summary>What may not be seen without credentials looks like what is not there.</summary>
    public static TBuilder HideFromAnonymous<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(HiddenFromAnonymous.Instance);
}
