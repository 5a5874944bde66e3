using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Pipelines;

namespace Registry.Web.Packages;

/// <summary>A pipeline that published a package or a file.</summary>
internal sealed class PackageBuild
{
    /// <summary>The package or file.</summary>
    public required long OwnerId { get; init; }

    public required Pipeline Pipeline { get; init; }

    /// <summary>Who it ran for; no more of the row than is shown.</summary>
    public required User User { get; init; }

    /// <summary>The full path of its project.</summary>
    public required string ProjectPath { get; init; }

    public PipelineResponse ToResponse(string publicUrl) => PipelineResponse.Of(Pipeline, User, ProjectPath, publicUrl);

    /// <summary>The pipelines of the links, in no order.</summary>
    public static IQueryable<PackageBuild> Of(RegistryDbContext database, IQueryable<BuildLink> links) =>
        from link in links
        join pipeline in database.Pipelines.AsNoTracking() on link.PipelineId equals pipeline.Id
        join user in database.Users on pipeline.UserId equals user.Id
        join project in database.Projects on pipeline.ProjectId equals project.Id
        select new PackageBuild
        {
            OwnerId = link.OwnerId,
            Pipeline = pipeline,
            User = new User { Id = user.Id, UserName = user.UserName, Name = user.Name, BlockedAt = user.BlockedAt },
            ProjectPath = project.FullPath,
        };
}

/// <summary>That a pipeline published a package or a file.</summary>
internal sealed class BuildLink
{
    public required long OwnerId { get; init; }

    public required long PipelineId { get; init; }
}
