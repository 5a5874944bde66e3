using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;
using static Registry.Web.Packages.PackageParameters;

namespace Registry.Web.Packages;

/// <summary>A single package, and the pipelines that published it.</summary>
internal static class PackageEndpoints
{
    private const int MostPipelines = 20;

    private static readonly ApiParameter<long?> PipelinesPerPage = ApiParameters.Integer(
        "per_page", "How many a page holds, at most 20.", minimum: 1, maximum: MostPipelines, usual: "20");

    private static readonly ApiParameter<PackageStatus?> Status = ApiParameters.OneOf(
        "status", "default, or hidden: not listed, and installed as before.", null, ("default", PackageStatus.Default), ("hidden", PackageStatus.Hidden)).Required();

    public static void Map(RouteGroupBuilder project)
    {
        project.MapPut("/packages/{package_id}", ChangeAsync).RequirePermission(ProjectPermission.DeletePackages).Takes(PackageId, Status);
        project.MapRead("/packages/{package_id}", ShowAsync)
            .RequirePermission(ProjectPermission.ListPackages).Takes(PackageId);
        project.MapRead("/packages/{package_id}/pipelines", ListPipelinesAsync)
            .RequirePermission(ProjectPermission.ListPackages).Takes(PackageId, KeysetPage.Cursor, PipelinesPerPage);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PackageApiQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        if (await packages.FindAsync(context.GetProject().Id, context.Get(PackageId)!.Value, cancellationToken) is not { } package)
        {
            return GitLabResults.Refused(Refusal.NoSuchRow);
        }

        if (package.Status == PackageStatus.Error)
        {
            return GitLabResults.Refused(new Refusal(StatusCodes.Status404NotFound, "Package not found")); // GitLab's own words
        }

        return await AnswerAsync(context, package, packages, decisions, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, PackageRemover changes, PackageApiQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        var (projectId, id) = (context.GetProject().Id, context.Get(PackageId)!.Value);
        var change = new PackageChange(projectId, id, context.GetAuditSource(), await decisions.GuardAsync(context));
        var result = await changes.HideAsync(change, context.Get(Status) == PackageStatus.Hidden, cancellationToken);
        if (result is RemovalResult.Guarded guarded)
        {
            return GitLabResults.Refused(guarded.Refusal);
        }

        return result is RemovalResult.Done && await packages.FindAsync(projectId, id, PackageStatuses.Installable, cancellationToken) is { } package
            ? await AnswerAsync(context, package, packages, decisions, cancellationToken)
            : GitLabResults.Refused(Refusal.NoSuchRow);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, Package package, PackageApiQueries packages, ProjectDecisions decisions, CancellationToken cancellationToken)
    {
        var family = await packages.FamilyAsync(package, cancellationToken);
        var response = new PackageResponses(context).Of(family, context.GetProject().FullPath, await decisions.MayDeleteAsync(context));
        return GitLabResults.Json(context, response, PackageJson.Readable.PackageResponse);
    }

    private static async Task<IResult> ListPipelinesAsync(HttpContext context, PackageApiQueries packages, CancellationToken cancellationToken)
    {
        if (await packages.FindAsync(context.GetProject().Id, context.Get(PackageId)!.Value, cancellationToken) is not { } package)
        {
            return GitLabResults.Refused(Refusal.NoSuchRow);
        }

        if (package.Status == PackageStatus.Error)
        {
            return GitLabResults.Refused(Refusal.NotFound("Package not found")); // GitLab's slip
        }

        var responses = new PackageResponses(context);
        return await GitLabResults.PageByCursorAsync(
            context,
            (int)(context.Get(PipelinesPerPage) ?? MostPipelines),
            async page => (await packages.PipelinesAsync(package.Id, page, cancellationToken)).Select(responses.Of),
            PackageJson.Readable.IReadOnlyListPipelineResponse);
    }
}
