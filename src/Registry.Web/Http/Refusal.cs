namespace Registry.Web.Http;

/// <summary>
/// A refused request: the status, and what the caller is told. <paramref name="Message"/> and <paramref name="Error"/> are
/// the fields of GitLab's bodies; a route's <see cref="ErrorDialect"/> decides which of them it writes, and how.
/// </summary>
internal sealed record Refusal(int Status, string? Message, string? Error = null, string? Description = null)
{
    public static Refusal Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, "401 Unauthorized");

    public static Refusal Forbidden { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden");

    public static Refusal PreconditionFailed { get; } = new(StatusCodes.Status412PreconditionFailed, "412 Precondition Failed");

    /// <summary>A rule of the project lets only others publish the package.</summary>
    public static Refusal ProtectedPackage { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - Package protected.");

    /// <summary>A rule of the project lets only others delete the package.</summary>
    public static Refusal DeletionProtectedPackage { get; } = new(StatusCodes.Status403Forbidden, "403 Forbidden - Package is deletion protected.");

    /// <summary>What GitLab says of a row that is not there, whatever it is.</summary>
    public static Refusal NoSuchRow { get; } = new(StatusCodes.Status404NotFound, "404 Not found");

    /// <summary>A token whose scopes do not reach.</summary>
    public static Refusal InsufficientScope { get; } = new(
        StatusCodes.Status403Forbidden,
        "403 Forbidden - The token's scopes do not allow this.",
        "insufficient_scope",
        "The request requires higher privileges than provided by the access token.");

    /// <summary><c>404 Project Not Found</c>, or <c>404 Not Found</c> where it is not to be said what.</summary>
    public static Refusal NotFound(string? what = null) =>
        new(StatusCodes.Status404NotFound, what is null ? "404 Not Found" : $"404 {what} Not Found");

    public static Refusal BadRequest(string reason) => new(StatusCodes.Status400BadRequest, $"400 Bad request - {reason}");

    /// <summary>A parameter that is missing or invalid: <c>channel is invalid</c>.</summary>
    public static Refusal Parameter(string fault) => new(StatusCodes.Status400BadRequest, null, fault);
}
