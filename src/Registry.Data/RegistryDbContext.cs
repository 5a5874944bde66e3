using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Registry.Data.Entities;

namespace Registry.Data;

/// <summary>
/// The rows. One context serves one operation, and then the next that asks for one. Every save passes the write gate and moves the stamps of what it changed;
/// changes made past the tracker (ExecuteUpdate, ExecuteDelete) belong inside <see cref="BeginWriteAsync"/>.
/// </summary>
public abstract class RegistryDbContext(DbContextOptions options) : IdentityUserContext<User, long>(options)
{
    private WriteTransaction? _write;

    /// <summary>What writers pass; set by whoever hands the context out, since a pool makes it from its options alone.</summary>
    internal WriteGate Gate { get; set; } = WriteGate.Open();

    /// <summary>How many rows one command inserts: where each command is a round trip, as many as there are.</summary>
    private protected virtual int RowsAtOnce => int.MaxValue;

    /// <summary>The collation that orders texts by their bytes, whatever the database's own is, so that both engines order alike.</summary>
    public abstract string PlainOrder { get; }

    /// <summary>
    /// The entries in which each of the words occurs, in whatever case: anywhere, or in the name alone. Words are plain text of three
    /// letters and more, which is what the engines' own indexes know. More can be asked of the answer.
    /// </summary>
    public abstract IQueryable<PackageSearchEntry> FindEntries(IReadOnlyList<string> words, bool inNames);

    public DbSet<Group> Groups => Set<Group>();
    public DbSet<GroupAncestor> GroupAncestors => Set<GroupAncestor>();
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Route> Routes => Set<Route>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<PersonalAccessToken> PersonalAccessTokens => Set<PersonalAccessToken>();
    public DbSet<PersonalAccessTokenProject> PersonalAccessTokenProjects => Set<PersonalAccessTokenProject>();
    public DbSet<DeployToken> DeployTokens => Set<DeployToken>();
    public DbSet<Pipeline> Pipelines => Set<Pipeline>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<PackageName> PackageNames => Set<PackageName>();
    public DbSet<Package> Packages => Set<Package>();
    public DbSet<PackageFile> PackageFiles => Set<PackageFile>();
    public DbSet<HelmFileMetadata> HelmFileMetadata => Set<HelmFileMetadata>();
    public DbSet<HelmChannel> HelmChannels => Set<HelmChannel>();
    public DbSet<HelmProvenance> HelmProvenances => Set<HelmProvenance>();
    public DbSet<PackageTag> PackageTags => Set<PackageTag>();
    public DbSet<NpmMetadata> NpmMetadata => Set<NpmMetadata>();
    public DbSet<NpmReadme> NpmReadmes => Set<NpmReadme>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<LoginRequest> LoginRequests => Set<LoginRequest>();
    public DbSet<PackageSettings> PackageSettings => Set<PackageSettings>();
    public DbSet<PackagePipeline> PackagePipelines => Set<PackagePipeline>();
    public DbSet<ProtectionRule> ProtectionRules => Set<ProtectionRule>();
    public DbSet<TrustedPublisher> TrustedPublishers => Set<TrustedPublisher>();
    public DbSet<SpentIdToken> SpentIdTokens => Set<SpentIdToken>();
    public DbSet<RetiredPackageName> RetiredPackageNames => Set<RetiredPackageName>();
    public DbSet<PackageDownloadDay> PackageDownloadDays => Set<PackageDownloadDay>();
    public DbSet<PackageDependency> PackageDependencies => Set<PackageDependency>();
    public DbSet<PackageSearchEntry> PackageSearchEntries => Set<PackageSearchEntry>();
    public DbSet<UserSession> UserSessions => Set<UserSession>();
    public DbSet<Blob> Blobs => Set<Blob>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<StampsRow> Stamps => Set<StampsRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Waits for the write gate and opens a transaction. Only one at a time on one context.</summary>
    public async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        if (_write is not null)
        {
            throw new InvalidOperationException("This context is writing already.");
        }

        await Gate.EnterAsync(cancellationToken);
        try
        {
            var transaction = await Database.BeginTransactionAsync(cancellationToken);
            return _write = new WriteTransaction(this, transaction, EndWrite);
        }
        catch
        {
            Gate.Leave();
            throw;
        }
    }

    /// <summary>
    /// Writes the row unless the same bytes have one, which then is not unused any more: by one statement, for every upload comes
    /// by here.
    /// </summary>
    public async Task<int> AddBlobAsync(Blob blob, CancellationToken cancellationToken)
    {
        await using var command = PlainSql.Command(
            this,
            """INSERT INTO "Blobs" ("Digest", "Size", "CreatedAt") VALUES (@digest, @size, @created) ON CONFLICT ("Digest") DO UPDATE SET "UnreferencedAt" = NULL""",
            ("digest", blob.Digest),
            ("size", blob.Size),
            ("created", UtcMicroseconds.Of(blob.CreatedAt)));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Adds rows as they are, in this order, sets the keys that the database makes, and moves the stamps. Past the change tracker,
    /// which costs many times as much; inside <see cref="BeginWriteAsync"/>. Throws as a save does.
    /// </summary>
    public async Task InsertAsync(IReadOnlyList<object> rows, CancellationToken cancellationToken)
    {
        var write = _write ?? throw new InvalidOperationException("Rows are inserted inside BeginWriteAsync.");
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            await InsertStatement.RunAsync(this, some, cancellationToken);
        }

        foreach (var row in rows)
        {
            MoveStamps(write, row);
        }
    }

    /// <summary>Keeps the names that a project held, however many, as retired ones, before the project goes.</summary>
    public Task<int> RetireNamesAsync(long projectId, CancellationToken cancellationToken) => Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "RetiredPackageNames" ("Type", "Name", "Scope")
        SELECT "Type", "Name", "Scope" FROM "PackageNames" WHERE "ProjectId" = {projectId} ON CONFLICT DO NOTHING
        """,
        cancellationToken);

    /// <summary>Remembers an ID token; false if it was remembered before. Of two at once, one is told so.</summary>
    public async Task<bool> SpendAsync(SpentIdToken token, CancellationToken cancellationToken)
    {
        var expiresAt = UtcMicroseconds.Of(token.ExpiresAt);
        return await Database.ExecuteSqlAsync(
            $"""INSERT INTO "SpentIdTokens" ("Digest", "ExpiresAt") VALUES ({token.Digest}, {expiresAt}) ON CONFLICT ("Digest") DO NOTHING""", cancellationToken) > 0;
    }

    /// <summary>Adds to what a version was downloaded on a day.</summary>
    public Task<int> AddDownloadsAsync(long packageId, DateOnly day, long count, CancellationToken cancellationToken) => Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "PackageDownloadDays" ("PackageId", "Day", "Count") VALUES ({packageId}, {day}, {count})
        ON CONFLICT ("PackageId", "Day") DO UPDATE SET "Count" = "PackageDownloadDays"."Count" + excluded."Count"
        """,
        cancellationToken);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (_write is { } open)
        {
            MoveStamps(open);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var write = await BeginWriteAsync(cancellationToken);
        MoveStamps(write);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken);
        await write.CommitAsync(cancellationToken);
        if (acceptAllChangesOnSuccess)
        {
            // Only now: after a failed commit the changes are still to be saved.
            ChangeTracker.AcceptAllChanges();
        }

        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving waits for the write gate: call SaveChangesAsync.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite cannot order a DateTimeOffset; an integer orders the same on both engines.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RegistryDbContext).Assembly);
    }

    private void EndWrite()
    {
        _write = null;
        Gate.Leave();
    }

    private void MoveStamps(WriteTransaction write)
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is not (EntityState.Unchanged or EntityState.Detached)))
        {
            if (entry.Entity is User && entry.State == EntityState.Modified && CountsSignIns(entry))
            {
                continue;
            }

            MoveStamps(write, entry.Entity);
        }
    }

    private static void MoveStamps(WriteTransaction write, object row)
    {
        switch (row)
        {
            case IAccessRow or User:
                write.MoveAccess();
                break;
            case IContentRow:
                write.MoveContent();
                break;
        }
    }

    // A stranger who guesses passwords must not make every cached permission stale. Identity marks every property as modified,
    // so the values tell; an account that was attached as it is shows no counter that differs, and moves the stamp.
    private static bool CountsSignIns(EntityEntry user)
    {
        var changed = user.Properties.Where(p => !Equals(p.OriginalValue, p.CurrentValue)).Select(p => p.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        return changed.Overlaps([nameof(User.AccessFailedCount), nameof(User.LockoutEnd)])
            && changed.IsSubsetOf([nameof(User.AccessFailedCount), nameof(User.LockoutEnd), nameof(User.ConcurrencyStamp)]);
    }
}
