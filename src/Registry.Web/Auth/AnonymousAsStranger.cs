namespace Registry.Web.Auth;

/// <summary>Metadata of endpoints that answer nobody in particular as they answer a stranger, 404 or 403, not 401: where GitLab's do.</summary>
internal sealed class AnonymousAsStranger
{
    public static AnonymousAsStranger Instance { get; } = new();

    /// <summary>The denial that the endpoint words in place of the one that was found.</summary>
    public static AccessDenial Soften(HttpContext context, AccessDenial denial) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AnonymousAsStranger>() is null ? denial : denial switch
        {
            AccessDenial.NoCredentials => AccessDenial.Forbidden,
            AccessDenial.NoCredentialsHidden => AccessDenial.Hidden,
            _ => denial,
        };
}

internal static class AnonymousTreatment
{
    /// <summary>What may not be seen without credentials looks like what is not there.</summary>
    public static TBuilder TreatAnonymousAsStranger<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(AnonymousAsStranger.Instance);
}
