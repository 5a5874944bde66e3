using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>GitLab's words, with the reason in <c>error</c> too: it is all that npm shows.</summary>
internal sealed class NpmDialect : ErrorDialect
{
    public static NpmDialect Instance { get; } = new();

    private const string BadRequest = "400 Bad request - ";

    protected override ErrorResponse Body(Refusal refusal) => new(refusal.Message ?? refusal.Error, refusal.Error ?? Plain(refusal.Message), refusal.Description);

    // GitLab's own pairs: "404 Package Not Found" with "Package not found", "400 Bad request - x" with "x".
    private static string? Plain(string? message) => message switch
    {
        null => null,
        _ when message.StartsWith(BadRequest, StringComparison.Ordinal) => message[BadRequest.Length..],
        _ when message.StartsWith("404 ", StringComparison.Ordinal) && message.EndsWith(" Not Found", StringComparison.Ordinal) =>
            $"{message[4]}{message[5..].ToLowerInvariant()}",
        _ => message,
    };
}
