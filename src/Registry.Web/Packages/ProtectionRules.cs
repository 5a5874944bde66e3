using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auditing;

namespace Registry.Web.Packages;

/// <summary>A project's rules about who may publish and delete which packages.</summary>
internal sealed class ProtectionRules(IDbContextFactory<RegistryDbContext> databases, TimeProvider time)
{
    public async Task<IReadOnlyList<ProtectionRule>> ListAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ProtectionRules.AsNoTracking().Where(rule => rule.ProjectId == projectId).OrderBy(rule => rule.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The names that a pattern holds for now, the first of them, and how many there are.</summary>
    public async Task<(IReadOnlyList<string> First, int Total)> MatchAsync(long projectId, PackageType type, string pattern, int most, CancellationToken cancellationToken)
    {
        // As NamePattern reads one, in the database's words.
        var like = pattern.Replace("\0", "", StringComparison.Ordinal)
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)
            .Replace('*', '%').ToLowerInvariant();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var names = database.PackageNames.AsNoTracking().Where(name => name.ProjectId == projectId && name.Type == type
            && EF.Functions.Like(name.Name.ToLower(), like, "\\")
            && database.Packages.Any(package => package.PackageNameId == name.Id && package.Status != PackageStatus.PendingDestruction));
        return (
            await names.OrderBy(name => name.Name).Select(name => name.Name).Take(most).ToListAsync(cancellationToken),
            await names.CountAsync(cancellationToken));
    }

    /// <summary>Adds the rule; null if the project has one for that type and pattern.</summary>
    public async Task<ProtectionRule?> AddAsync(ProtectionRule rule, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        rule.CreatedAt = time.GetUtcNow();
        database.ProtectionRules.Add(rule);
        database.AuditEvents.Add(by.Event(rule.CreatedAt, "protection_rule.create", Name(rule), rule.ProjectId, after: Levels(rule)));
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return null;
        }

        return rule;
    }

    /// <summary>Changes the rule; <see cref="RuleChange.Taken"/> if another one has that type and pattern.</summary>
    public async Task<(RuleChange Result, ProtectionRule? Rule)> ChangeAsync(
        long projectId, long ruleId, Action<ProtectionRule> change, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.ProtectionRules.SingleOrDefaultAsync(rule => rule.Id == ruleId && rule.ProjectId == projectId, cancellationToken) is not { } found)
        {
            return (RuleChange.NotFound, null);
        }

        var before = $"{Name(found)} {Levels(found)}";
        change(found);
        if (found is { MinimumLevelForPush: null, MinimumLevelForDelete: null })
        {
            return (RuleChange.Empty, null);
        }

        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "protection_rule.change", Name(found), projectId, before: before, after: $"{Name(found)} {Levels(found)}"));
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return (RuleChange.Taken, null);
        }

        return (RuleChange.Done, found);
    }

    /// <summary>False if the project has no such rule.</summary>
    public async Task<bool> DeleteAsync(long projectId, long ruleId, AuditSource by, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.ProtectionRules.SingleOrDefaultAsync(rule => rule.Id == ruleId && rule.ProjectId == projectId, cancellationToken) is not { } found)
        {
            return false;
        }

        database.ProtectionRules.Remove(found);
        database.AuditEvents.Add(by.Event(time.GetUtcNow(), "protection_rule.delete", Name(found), projectId, before: Levels(found)));
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static string Name(ProtectionRule rule) => $"{rule.Type} {rule.NamePattern}";

    private static string Levels(ProtectionRule rule) => $"push {rule.MinimumLevelForPush?.ToString() ?? "usual"}, delete {rule.MinimumLevelForDelete?.ToString() ?? "usual"}";
}

/// <summary>What came of changing a rule.</summary>
internal enum RuleChange
{
    Done,
    NotFound,

    /// <summary>Another rule has the type and pattern.</summary>
    Taken,

    /// <summary>It would protect from nobody.</summary>
    Empty,
}
