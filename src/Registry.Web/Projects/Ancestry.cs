using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Projects;

/// <summary>Some groups with all above them, read at once.</summary>
internal sealed class Ancestry
{
    private readonly Dictionary<long, IReadOnlyList<Group>> _lines;

    private Ancestry(Dictionary<long, IReadOnlyList<Group>> lines) => _lines = lines;

    public static async Task<Ancestry> ReadAsync(RegistryDbContext database, IReadOnlyCollection<long> groupIds, CancellationToken cancellationToken)
    {
        var pairs = await database.GroupAncestors.AsNoTracking()
            .Where(pair => groupIds.Contains(pair.GroupId))
            .Join(database.Groups, pair => pair.AncestorId, group => group.Id, (pair, group) => new { pair.GroupId, pair.Depth, Above = group })
            .ToListAsync(cancellationToken);
        return new Ancestry(pairs.GroupBy(pair => pair.GroupId).ToDictionary(
            line => line.Key, IReadOnlyList<Group> (line) => [.. line.OrderByDescending(pair => pair.Depth).Select(pair => pair.Above)]));
    }

    public Group this[long groupId] => _lines[groupId][^1];

    /// <summary>The group's name after those of all above it: <c>Acme / Tools</c>.</summary>
    public string FullName(long groupId) => string.Join(" / ", _lines[groupId].Select(group => group.Name));

    /// <summary>The group and all above it.</summary>
    public IEnumerable<long> Line(long groupId) => _lines[groupId].Select(group => group.Id);

    /// <summary>All the groups that were read.</summary>
    public IReadOnlySet<long> All => _lines.Values.SelectMany(line => line.Select(group => group.Id)).ToHashSet();
}
