using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Blobs;
using Registry.Web.Http;

namespace Registry.Web.Hosting;

/// <summary>What a load balancer or an orchestrator asks, at GitLab's addresses.</summary>
internal static partial class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/-").AllowAnonymous();
        health.MapRead("/health", () => TypedResults.Text("Registry OK\n"));
        health.MapRead("/liveness", () => TypedResults.Json(new HealthResponse("ok"), HealthJson.Default.HealthResponse));
        health.MapRead("/readiness", ReadinessAsync);
    }

    private static async Task<IResult> ReadinessAsync(
        IDbContextFactory<RegistryDbContext> databases, FileBlobStore blobs, ILogger<Startup> logger, CancellationToken cancellationToken)
    {
        var checks = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["blobs"] = await CheckAsync("blobs", () => Task.Run(blobs.Probe, cancellationToken), logger),
            ["database"] = await CheckAsync("database", () => AskAsync(databases, cancellationToken), logger),
        };
        var ready = checks.Values.All(check => check == "ok");
        return TypedResults.Json(
            new HealthResponse(ready ? "ok" : "failed", checks),
            HealthJson.Default.HealthResponse,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task AskAsync(IDbContextFactory<RegistryDbContext> databases, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Stamps.AsNoTracking().SingleAsync(cancellationToken);
    }

    // Anybody may ask: what is wrong stands in the log, not in the answer.
    private static async Task<string> CheckAsync(string name, Func<Task> check, ILogger logger)
    {
        try
        {
            await check();
            return "ok";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotReady(logger, name, failure);
            return "failed";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready: {Check}")]
    private static partial void LogNotReady(ILogger logger, string check, Exception failure);
}
