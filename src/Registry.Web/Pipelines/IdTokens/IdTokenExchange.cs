using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Pipelines;

/// <summary>
/// Gives builds a job token for an ID token of the system that runs them, if a project trusts that build. The job acts with the
/// rights of whoever set the trust up, for a quarter of an hour at most.
/// </summary>
internal sealed class IdTokenExchange(
    IDbContextFactory<RegistryDbContext> databases, IdTokenCheck tokens, JobOpener opener, AccessReader access, ProjectDecisions decisions, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public async Task<ExchangeResult> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken)
    {
        var reading = await tokens.ReadAsync(request.IdToken, cancellationToken);
        if (reading is not IdTokenReading.Good { Token: var token })
        {
            return new ExchangeResult.Refused(((IdTokenReading.Refused)reading).Refusal);
        }

        var (build, unusable) = BuildClaims.Of(token);
        if (build is null)
        {
            return new ExchangeResult.Refused(unusable!);
        }

        var (publisher, user, refusal) = await ChooseAsync(request, token, cancellationToken);
        return publisher is null
            ? new ExchangeResult.Refused(refusal!)
            : await OpenAsync(request, token, build, publisher.Id, user!, cancellationToken);
    }

    private async Task<(TrustedPublisher? Publisher, KnownUser? User, Refusal? Refusal)> ChooseAsync(ExchangeRequest request, IdToken token, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var ofIssuer = await database.TrustedPublishers.AsNoTracking()
            .Where(one => one.Issuer == token.Issuer && (request.ProjectId == null || one.ProjectId == request.ProjectId))
            .OrderBy(one => one.Id)
            .ToListAsync(cancellationToken);
        var matching = ofIssuer.Where(one => TrustedClaims.Read(one.Claims).All(claim => token.Claims.GetValueOrDefault(claim.Key) == claim.Value)).ToList();
        var meant = matching.Count == 0 ? [] : await request.Narrow(database, [.. matching.Select(one => one.ProjectId).Distinct()], cancellationToken);
        if (meant.Count != 1)
        {
            return (null, null, meant.Count == 0 ? IdTokenRefusals.NoPublisher : IdTokenRefusals.Ambiguous);
        }

        var reading = await access.ReadAsync(cancellationToken);
        foreach (var publisher in matching.Where(one => one.ProjectId == meant[0]))
        {
            if (await reading.Access.FindUserAsync(publisher.UserId, cancellationToken) is { IsBlocked: false } user && await MayPublishAsync(reading, user, publisher.ProjectId, cancellationToken))
            {
                return (publisher, user, null);
            }
        }

        return (null, null, IdTokenRefusals.NoRights);
    }

    private async Task<bool> MayPublishAsync(AccessReading reading, KnownUser user, long projectId, CancellationToken cancellationToken)
    {
        var project = await reading.Access.FindProjectAsync(new ProjectRef(projectId, null), cancellationToken);
        var job = new Caller.Job(0, 0, projectId, user.Id, user.UserName, user.IsAdmin);
        return await decisions.DecideAsync(new RequestCaller(job, reading, HasBadCredentials: false), project?.Project, ProjectPermission.PublishPackages, cancellationToken) == AccessDenial.None;
    }

    private async Task<ExchangeResult> OpenAsync(ExchangeRequest request, IdToken token, BuildClaims build, long publisherId, KnownUser user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await database.SpentIdTokens.Where(spent => spent.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        if (!await database.SpendAsync(new SpentIdToken { Digest = token.Digest, ExpiresAt = token.ForgottenAt }, cancellationToken))
        {
            return new ExchangeResult.Refused(IdTokenRefusals.Spent);
        }

        if (await database.TrustedPublishers.SingleOrDefaultAsync(one => one.Id == publisherId, cancellationToken) is not { } publisher)
        {
            return new ExchangeResult.Refused(IdTokenRefusals.NoPublisher); // it was taken away just now
        }

        var pipeline = await PipelineAsync(database, write, build, publisher, now, cancellationToken);
        var opened = await opener.AddAsync(
            database, pipeline, publisher.UserId, new NewJob(JobOpener.UsualName) { PackageName = request.PackageName, Longest = Longest }, now, cancellationToken);
        publisher.LastUsedAt = now;
        var by = new AuditSource(new Actor { Kind = ActorKind.Job, Id = opened.Job.Id, Name = user.UserName }, PersonalAccessTokenId: null, request.Address);
        database.AuditEvents.Add(by.Event(
            now, "job_token.exchange", $"#{pipeline.Iid}", publisher.ProjectId, after: $"{publisher.Name}: {build.WebUrl ?? publisher.Issuer}{(request.PackageName is { } name ? $", {name} alone" : "")}"));
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new ExchangeResult.Opened(opened);
    }

    // A build that publishes several packages exchanges several tokens; it stays one build.
    private static async Task<Pipeline> PipelineAsync(
        RegistryDbContext database, WriteTransaction write, BuildClaims build, TrustedPublisher publisher, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await write.TakeTurnAsync(cancellationToken);
        var same = build.WebUrl is null ? null : await database.Pipelines
            .Where(one => one.ProjectId == publisher.ProjectId && one.WebUrl == build.WebUrl && one.UserId == publisher.UserId)
            .Where(one => one.Ref == build.Ref && one.Sha == build.Sha && one.TriggeredBy == build.TriggeredBy)
            .OrderByDescending(one => one.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return same ?? await PipelineRecorder.AddAsync(
            database,
            write,
            new NewPipeline(publisher.ProjectId, publisher.UserId, build.Ref, build.Sha) { Source = build.Source, Name = build.Name, WebUrl = build.WebUrl, TriggeredBy = build.TriggeredBy },
            now,
            cancellationToken);
    }
}
