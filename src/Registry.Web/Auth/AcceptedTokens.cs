using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>Metadata of endpoints where not every kind of token counts; the others are refused as if there were none such.</summary>
internal sealed record AcceptedTokens(TokenKind Kinds)
{
    /// <summary>GitLab's REST API: everything but deploy tokens.</summary>
    public static AcceptedTokens OfUsers { get; } = new(TokenKind.Personal | TokenKind.Job);

    public static TokenKind At(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AcceptedTokens>()?.Kinds ?? TokenKind.Any;
}
