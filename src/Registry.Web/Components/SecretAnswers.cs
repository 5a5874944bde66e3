namespace Registry.Web.Components;

/// <summary>Answers that hold a secret.</summary>
internal static class SecretAnswers
{
    /// <summary>Keeps the answer out of every cache. Last of all: a form's own protection sets the header too.</summary>
    public static void KeepOutOfCaches(this HttpContext context) => context.Response.OnStarting(() =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    });
}
