using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Registry.Data.Entities;
using Registry.Web.Http;
using Registry.Web.Pipelines;

namespace Registry.Web.Packages;

/// <summary>Puts packages into GitLab's shape, with the addresses that hold for the request.</summary>
internal sealed class PackageResponses(HttpContext context)
{
    private readonly string _publicUrl = context.RequestServices.GetRequiredService<PublicUrl>().Of(context.Request);
    private readonly string _pathBase = context.RequestServices.GetRequiredService<PublicUrl>().PathBase(context.Request);

    /// <param name="packages">What a query found.</param>
    /// <param name="namesProjects">Whether each names its project, as in a group.</param>
    public IReadOnlyList<PackageResponse> Of(ListedPackages packages, bool namesProjects) =>
    [
        .. packages.Rows.Select(row => Of(row.Package, row.ProjectPath, packages.Relations, packages.Deletable.Contains(row.Package.ProjectId)) with
        {
            ProjectId = namesProjects ? row.Package.ProjectId : null,
            ProjectPath = namesProjects ? row.ProjectPath : null,
        }),
    ];

    /// <summary>A package by itself, with the other versions of its name.</summary>
    public PackageResponse Of(PackageFamily family, string projectPath, bool mayDelete) => Of(family.Package, projectPath, family.Relations, mayDelete) with
    {
        Versions = [.. family.Others.Select(other => Version(other, family.Relations))],
    };

    public PipelineResponse Of(PackageBuild build) => build.ToResponse(_publicUrl);

    public PackageFileResponse Of(PackageFile file, PackageBuild? build)
    {
        var pipeline = build?.ToResponse(_publicUrl);
        return new PackageFileResponse(
            file.Id, file.PackageId, file.CreatedAt, file.FileName, file.Size, file.Md5, file.Sha1, file.Sha256, file.Sha512, pipeline, pipeline is null ? [] : [pipeline]);
    }

    private PackageResponse Of(Package package, string projectPath, PackageRelations relations, bool mayDelete)
    {
        var pipelines = Pipelines(package, relations);
        return new PackageResponse(
            package.Id,
            package.Name,
            package.Version,
            PackageTypeNames.Of(package.Type),
            PackageStatusNames.Of(package.Status),
            package.Status == PackageStatus.Error ? package.StatusMessage : null,
            new PackageLinks(
                package.Status is PackageStatus.Default or PackageStatus.Deprecated ? $"{_pathBase}/{projectPath}/-/packages/{package.Id}" : null,
                mayDelete ? $"{_publicUrl}/api/v4/projects/{package.ProjectId}/packages/{package.Id}" : null),
            package.CreatedAt,
            package.LastDownloadedAt,
            ProjectId: null,
            ProjectPath: null,
            Tags(package, relations),
            pipelines.Count > 0 ? pipelines[0] : null,
            pipelines,
            Versions: null,
            package.Creator.Kind == ActorKind.User ? package.Creator.Id : null);
    }

    private PackageVersionResponse Version(Package package, PackageRelations relations)
    {
        var pipelines = Pipelines(package, relations);
        return new PackageVersionResponse(package.Id, package.Version, package.CreatedAt, Tags(package, relations), pipelines.Count > 0 ? pipelines[0] : null, pipelines);
    }

    private List<PipelineResponse> Pipelines(Package package, PackageRelations relations) => [.. relations.Builds[package.Id].Select(Of)];

    // A tag counts from when it came to the version: where it was before is not kept.
    private static IReadOnlyList<PackageTagResponse> Tags(Package package, PackageRelations relations) =>
        [.. relations.Tags[package.Id].Select(tag => new PackageTagResponse(TagId(tag), package.Id, tag.Name, tag.UpdatedAt, tag.UpdatedAt, package.ProjectId))];

    // Tags are known by their names and have no number of their own. This one stays as long as the tag does; 53 bits, as JavaScript counts.
    private static long TagId(PackageTag tag) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{tag.PackageNameId}:{tag.Name}"))) & ((1L << 53) - 1);
}
