using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What happened to a version, the last first.</summary>
internal sealed class PackageActivity(IDbContextFactory<RegistryDbContext> databases)
{
    private const int Most = 200;

    // The audit is kept by project: further back is not searched.
    private const int MostAudited = 20_000;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["package.delete"] = "Deleted",
        ["package.restore"] = "Restored",
        ["package.hide"] = "Hidden",
        ["package.show"] = "Shown again",
        ["package.deprecate"] = "Deprecated",
        ["package.undeprecate"] = "No longer deprecated",
        ["package_file.delete"] = "File deleted",
    };

    /// <param name="details">The version.</param>
    /// <param name="withAudit">Whether the caller may see the audit: then what it says of the version is among it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ActivityEntry>> ListAsync(PackageDetails details, bool withAudit, CancellationToken cancellationToken)
    {
        var package = details.Package;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var entries = new List<ActivityEntry>();
        entries.AddRange(details.Files.Select(file => new ActivityEntry(file.CreatedAt, "Published", file.FileName, file.Creator.Name)));
        entries.AddRange(details.Builds.Select(build => new ActivityEntry(build.Pipeline.CreatedAt, "Pipeline", $"#{build.Pipeline.Iid} on {build.Pipeline.Ref}", build.User.UserName!) { Build = build }));
        entries.AddRange(await database.PackageTags.Where(tag => tag.PackageId == package.Id)
            .Select(tag => new ActivityEntry(tag.UpdatedAt, "Tag set", tag.Name, null)).ToListAsync(cancellationToken));
        if (withAudit)
        {
            var target = $"{package.Name} {package.Version}";
            var known = Words.Keys.ToList();
            var events = await database.AuditEvents.AsNoTracking().Where(one => one.ProjectId == package.ProjectId).OrderByDescending(one => one.Id).Take(MostAudited)
                .Where(one => known.Contains(one.Action) && (one.Target == target || one.Target.StartsWith(target + " "))).Take(Most).ToListAsync(cancellationToken);
            entries.AddRange(events.Select(one => new ActivityEntry(one.At, Words[one.Action], one.Action == "package_file.delete" ? one.Target[(target.Length + 1)..] : one.After ?? "", one.Actor.Name)));
        }

        return [.. entries.OrderByDescending(entry => entry.At).Take(Most)];
    }
}

/// <summary>Something that happened.</summary>
/// <param name="What">A word or two: Published.</param>
/// <param name="Subject">To what, or why.</param>
/// <param name="By">The user name; null where nobody wrote it down.</param>
internal sealed record ActivityEntry(DateTimeOffset At, string What, string Subject, string? By)
{
    public PackageBuild? Build { get; init; }
}
