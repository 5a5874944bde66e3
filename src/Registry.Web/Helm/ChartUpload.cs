using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Helm;

/// <summary>Where a chart or its provenance goes, and who sends it.</summary>
/// <param name="Source">The publisher again, for the audit.</param>
/// <param name="Guard">What keeps packages of the project from this publisher.</param>
internal sealed record ChartUpload(long ProjectId, Channel Channel, Caller Publisher, AuditSource Source, PackageGuard Guard);

/// <summary>What came of an upload.</summary>
internal abstract record ChartPublishResult
{
    private ChartPublishResult()
    {
    }

    /// <summary>It is there, and was perhaps before.</summary>
    public sealed record Published(long PackageId) : ChartPublishResult;

    /// <summary>The reason is for the person who sent it.</summary>
    public sealed record Unusable(string Reason) : ChartPublishResult;

    /// <summary>The project refuses other bytes for a version that exists.</summary>
    public sealed record Duplicate(string Name, string Version) : ChartPublishResult;

    /// <summary>The project's rules, or what the publisher's token is for, keep the name from this publisher.</summary>
    public sealed record Guarded(Refusal Refusal) : ChartPublishResult;
}
