namespace Registry.Web.Http;

/// <summary>
/// A refused request: the status, and what the caller is told. <paramref name="Message"/> and <paramref name="Error"/> are
/// the fields of GitLab's bodies; a route's <see cref="ErrorDialect"/> decides which of them it writes, and how.
/// </summary>
internal sealed record Refusal(int Status, string? Message, string? Error = null, string? Description = null)
{
    /// <summary>OAuth's word for a token that does not work any more.</summary>
    public const string InvalidTokenError = "invalid_token";

    public static Refusal Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, "401 Unauthorized");

    public static Refusal Forbidden { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden");

    public static Refusal PreconditionFailed { get; } = new(StatusCodes.Status412PreconditionFailed, "412 Precondition Failed");

    /// <summary>A rule of the project lets only others publish the package.</summary>
    public static Refusal ProtectedPackage { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - Package protected.");

    /// <summary>A rule of the project lets only others delete the package.</summary>
    public static Refusal DeletionProtectedPackage { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - Package is deletion protected.");

    /// <summary>A token that is good for one package, with another.</summary>
    public static Refusal OtherPackage(string name) => new(StatusCodes.Status403Forbidden, $"403 Forbidden - The token is for the package {name} alone.");

    /// <summary>What GitLab says of a row that is not there, whatever it is.</summary>
    public static Refusal NoSuchRow { get; } = new(StatusCodes.Status404NotFound, "404 Not found");

    /// <summary>A token whose scopes do not reach.</summary>
    public static Refusal InsufficientScope { get; } = new(
        StatusCodes.Status403Forbidden,
        "403 Forbidden - The token's scopes do not allow this.",
        "insufficient_scope",
        "The request requires higher privileges than provided by the access token.");

    /// <summary>What the credentials cannot be used for at all.</summary>
    public static Refusal MethodNotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "405 Method Not Allowed");

    /// <summary>A personal token whose day has come.</summary>
    public static Refusal ExpiredToken { get; } = InvalidToken("Token is expired. You can either do re-authorization or token refresh.");

    /// <summary>A personal token that was revoked.</summary>
    public static Refusal RevokedToken { get; } = InvalidToken("Token was revoked. You have to re-authorize from the user.");

    /// <summary><c>404 Project Not Found</c>, or <c>404 Not Found</c> where it is not to be said what.</summary>
    public static Refusal NotFound(string? what = null) =>
        new(StatusCodes.Status404NotFound, what is null ? "404 Not Found" : $"404 {what} Not Found");

    public static Refusal BadRequest(string reason) => new(StatusCodes.Status400BadRequest, $"400 Bad request - {reason}");

    /// <summary>A parameter that is missing or invalid: <c>channel is invalid</c>.</summary>
    public static Refusal Parameter(string fault) => new(StatusCodes.Status400BadRequest, null, fault);

    private static Refusal InvalidToken(string why) => new(StatusCodes.Status401Unauthorized, null, InvalidTokenError, why);
}
