using Registry.Web.Http;

namespace Registry.Web.Helm;

/// <summary>GitLab's words, and on 401 the challenge without which helm does not send its password.</summary>
internal class HelmDialect : ErrorDialect
{
    protected override void AddHeaders(HttpResponse response, Refusal refusal)
    {
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Basic realm=\"GitLab Packages Registry\"";
        }
    }
}

/// <summary>On uploads the reason stands in <c>error</c> too, where helm cm-push looks for it.</summary>
internal sealed class HelmUploadDialect : HelmDialect
{
    protected override ErrorResponse Body(Refusal refusal) =>
        new(refusal.Message ?? refusal.Error, refusal.Error ?? refusal.Message, refusal.Description);
}
