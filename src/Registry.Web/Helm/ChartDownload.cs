using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Helm;

/// <summary>Answers with a chart or its provenance, for who has been let into the project.</summary>
internal sealed class ChartDownload(ChartFiles charts, ProvenanceKeeper provenances, PackageDownloads downloads, ReadyBlobs blobs)
{
    /// <summary>The chart, or where the name ends in <c>.tgz.prov</c> its provenance; else the refusal in GitLab's words.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, long projectId, string channel, string fileName, CancellationToken cancellationToken)
    {
        if (!Channel.TryParse(channel, out var known))
        {
            return GitLabResults.Refused(Refusal.Parameter("channel is invalid"));
        }

        var chartName = ChartFileName.OfChart(fileName);
        var isProvenance = chartName != fileName;
        if (!chartName.EndsWith(ChartFileName.Extension, StringComparison.Ordinal))
        {
            var isOther = fileName.LastIndexOf(ChartFileName.Extension + ".", StringComparison.Ordinal) > 0;
            return GitLabResults.Refused(Refusal.NotFound(isOther ? $"Format {fileName[(fileName.LastIndexOf('.') + 1)..]}" : null));
        }

        var chart = await charts.FindAsync(projectId, known, chartName, context.GetStamps().Content, cancellationToken);
        if (isProvenance)
        {
            return chart is not null && await provenances.FindAsync(chart.Id, cancellationToken) is { } provenance
                ? BlobResult.Of(context, blobs, provenance.Sha256, provenance.FileName, "application/pgp-signature")
                : GitLabResults.Refused(Refusal.NotFound("Format prov"));
        }

        if (chart is null)
        {
            return GitLabResults.Refused(Refusal.NotFound("Package"));
        }

        downloads.Note(context, chart.PackageId);

        return BlobResult.Of(context, blobs, chart.Sha256, chart.FileName);
    }
}
