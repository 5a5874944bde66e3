using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What a project says of its packages, for each format there is; the usual where it says nothing.</summary>
internal sealed class PackageSettingsQueries(IDbContextFactory<RegistryDbContext> databases, IEnumerable<IPackageFormat> formats)
{
    public async Task<IReadOnlyList<FormatSettings>> ListAsync(long projectId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var said = await database.PackageSettings.AsNoTracking().Where(settings => settings.ProjectId == projectId)
            .ToDictionaryAsync(settings => settings.Type, cancellationToken);
        return
        [
            .. formats.OrderBy(format => format.Type)
                .Select(format => new FormatSettings(format, said.GetValueOrDefault(format.Type) ?? PackageSettingsChanges.Usual(projectId, format.Type))),
        ];
    }
}

/// <summary>A format and what a project says of its packages.</summary>
internal sealed record FormatSettings(IPackageFormat Format, PackageSettings Settings);
