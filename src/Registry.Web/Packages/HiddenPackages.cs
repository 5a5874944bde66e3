using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>Hidden packages are listed for those alone who can show them again.</summary>
internal static class HiddenPackages
{
    /// <summary>The projects of a list whose hidden packages the caller may see.</summary>
    public static IQueryable<Project> VisibleIn(RegistryDbContext database, PackageScope scope, DateTimeOffset now) => scope switch
    {
        PackageScope.Project { MayDelete: true, Known.Id: var id } => database.Projects.Where(project => project.Id == id),
        PackageScope.Group group => DeletableProjects.To(group.Caller, database, now),
        _ => database.Projects.Where(project => false),
    };
}
