using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Registry.Data;
using Registry.Web.Hosting;

namespace Registry.Web.Packages;

/// <summary>Remembers when packages were last downloaded, and how often on each day. What is not yet written is lost in a crash: some seconds of it.</summary>
internal sealed class PackageDownloads(IDbContextFactory<RegistryDbContext> databases, TimeProvider time, ILogger<PackageDownloads> logger)
    : BufferedRows<(long PackageId, DateOnly Day), DownloadNote>(time, logger)
{
    private const string FromTheStart = "bytes 0-";

    private readonly TimeProvider _time = time;

    /// <summary>
    /// Notes a download once its answer begins: bytes that are sent, from the first on. HEAD is none, nor is an answer without
    /// bytes (304), nor the rest of a download that was cut off.
    /// </summary>
    public void Note(HttpContext context, long packageId)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.OnStarting(() =>
            {
                NoteAnswer(context.Response, packageId);
                return Task.CompletedTask;
            });
        }
    }

    protected override DownloadNote Merge(DownloadNote old, DownloadNote added) => new(added.At, old.Count + added.Count);

    protected override async Task WriteAsync(IReadOnlyDictionary<(long PackageId, DateOnly Day), DownloadNote> notes, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);

        // In one order, so that two nodes that write the same packages do not wait for each other in a ring.
        foreach (var ((packageId, day), note) in notes.OrderBy(note => note.Key.PackageId).ThenBy(note => note.Key.Day))
        {
            // Past the change tracker: a download changes nothing that clients fetch.
            if (await database.Packages.Where(package => package.Id == packageId)
                .ExecuteUpdateAsync(set => set.SetProperty(package => package.LastDownloadedAt, note.At), cancellationToken) > 0)
            {
                await database.AddDownloadsAsync(packageId, day, note.Count, cancellationToken);
            }
        }

        await write.CommitAsync(cancellationToken);
    }

    private void NoteAnswer(HttpResponse response, long packageId)
    {
        var sent = response.StatusCode == StatusCodes.Status200OK
            || (response.StatusCode == StatusCodes.Status206PartialContent
                && response.Headers[HeaderNames.ContentRange].ToString().StartsWith(FromTheStart, StringComparison.Ordinal));
        if (sent)
        {
            var now = _time.GetUtcNow();
            Note((packageId, DateOnly.FromDateTime(now.UtcDateTime)), new DownloadNote(now, 1));
        }
    }
}

/// <summary>Downloads of a day that are not written yet, and the last of them.</summary>
internal sealed record DownloadNote(DateTimeOffset At, long Count);
