using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Projects;

namespace Registry.Web.Npm;

/// <summary>
/// What an endpoint that names a package as <c>{name}</c>, but no project, asks of the caller in the project that holds it.
/// </summary>
internal sealed record NamedPackageRequirement(ProjectPermission Permission) : IAuthorizationRequirement;

internal static class NpmPermissions
{
    /// <summary>Lets in who has the permission in the project that holds the package of the route.</summary>
    public static TBuilder RequireNamedPackage<TBuilder>(this TBuilder builder, ProjectPermission permission)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.AddRequirements(new NamedPackageRequirement(permission)));
}

/// <summary>
/// Finds the projects that the name of the route means, a version behind it or not, and decides. Without a group in the route it looks at the whole instance.
/// A name that nobody holds is let through, with nothing in view: whether that is a 404 or goes upstream is the endpoint's to say.
/// </summary>
internal sealed class NamedPackageHandler(ProjectDecisions decisions, IDbContextFactory<RegistryDbContext> databases) : AuthorizationHandler<NamedPackageRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, NamedPackageRequirement requirement)
    {
        if (context.Resource is not HttpContext http || http.GetRouteValue("name") is not string named)
        {
            throw new InvalidOperationException("An endpoint that requires a named package needs {name} in its route.");
        }

        var isInGroup = http.GetRouteValue(GroupHandler.RouteValue) is not null;
        if (isInGroup && http.Features.Get<GroupFinding>() is null)
        {
            return; // GroupHandler has said why
        }

        var request = await decisions.RequestAsync(http);
        if (request.HasBadCredentials)
        {
            context.Deny(AccessDenial.BadCredentials, "Package");
            return;
        }

        var view = await ViewAsync(request, RawPath.Unfold(named), isInGroup ? http.GetGroup().Id : null, http.RequestAborted);
        var denial = await DecideAsync(request, view, requirement.Permission, http.RequestAborted);
        if (denial == AccessDenial.None)
        {
            http.Features.Set(view);
            context.Succeed(requirement);
        }
        else
        {
            context.Deny(denial, "Package");
        }
    }

    private async Task<NpmView> ViewAsync(RequestCaller request, string named, long? groupId, CancellationToken cancellationToken)
    {
        var holders = new List<NpmHolder>();
        if (NpmPackageName.TryParse(named, out var name) || (named.LastIndexOf('@') is > 0 and var at && NpmPackageName.TryParse(named[..at], out name)))
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            foreach (var projectId in await NpmHolders.FindAsync(database, name, groupId, cancellationToken))
            {
                var project = await request.Reading.Access.FindProjectAsync(new ProjectRef(projectId, null), cancellationToken);
                var denial = await decisions.DecideAsync(request, project?.Project, ProjectPermission.ReadPackages, cancellationToken);
                holders.Add(new NpmHolder(projectId, denial == AccessDenial.None));
            }
        }

        return new NpmView(groupId is null ? NpmLevel.Instance : NpmLevel.Group, holders);
    }

    private async Task<AccessDenial> DecideAsync(RequestCaller request, NpmView view, ProjectPermission permission, CancellationToken cancellationToken)
    {
        // Asked of no project in particular: the scopes of the token, and whether there is a caller at all.
        var denial = request.Caller is Caller.Account ? await decisions.DecideAsync(request, null, permission, cancellationToken) : AccessDenial.None;
        if (denial == AccessDenial.InsufficientScope)
        {
            return denial;
        }

        if (request.Caller is Caller.Anonymous && (permission != ProjectPermission.ReadPackages || view is { Holders.Count: > 0, ReadableIds.Count: 0 }))
        {
            return AccessDenial.NoCredentialsHidden;
        }

        // As GitLab: what is there and may not be read is 403, not 404.
        return view.Holders.Count > 0 && view.ReadableIds.Count == 0 ? AccessDenial.Forbidden : AccessDenial.None;
    }
}
