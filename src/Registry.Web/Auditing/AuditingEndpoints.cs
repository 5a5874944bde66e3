using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Auditing;

/// <summary>What was done, by whom and with what: GitLab's audit events of a project, of a group with all below it, and of the whole server.</summary>
internal static class AuditingEndpoints
{
    private const string Events = "/audit_events";
    private const string Export = $"{Events}/export";

    private static readonly ApiParameter<bool?> Keyset = ApiParameters.OneOf("pagination", "keyset for pages by cursor, which stay quick however long the list is.", null, ("keyset", true));

    public static IServiceCollection AddAuditing(this IServiceCollection services) => services.AddSingleton<AuditQueries>();

    public static void MapAuditing(this IEndpointRouteBuilder app)
    {
        ApiParameter[] list = [.. AuditFilter.Parameters, Keyset, KeysetPage.Cursor, OffsetPage.Page, OffsetPage.PerPage];
        ApiParameter[] export = [.. AuditFilter.Parameters];
        app.MapAuditExports();
        var (project, group, instance) = (app.MapProjectApi(), app.MapGroupApi(), app.MapInstanceApi());
        project.MapRead(Events, ListAsync).RequirePermission(ProjectPermission.ReadSettings).Takes(list);
        project.MapRead(Export, ExportEvents).RequirePermission(ProjectPermission.ReadSettings).Takes(export);
        group.MapRead(Events, ListAsync).RequireGroup(GroupPermission.OwnGroup).Takes(list);
        group.MapRead(Export, ExportEvents).RequireGroup(GroupPermission.OwnGroup).Takes(export);
        instance.MapRead(Events, ListAsync).RequireAdmin().Takes(list);
        instance.MapRead(Export, ExportEvents).RequireAdmin().Takes(export);
    }

    private static async Task<IResult> ListAsync(HttpContext context, AuditQueries events, CancellationToken cancellationToken)
    {
        var (scope, filter, page) = (Scope(context), AuditFilter.Of(context), OffsetPage.Of(context));
        return context.Get(Keyset) is null
            ? GitLabResults.Page(context, await events.ListAsync(scope, filter, page, cancellationToken), AuditJson.Readable.IReadOnlyListAuditEventResponse)
            : await GitLabResults.PageByCursorAsync(
                context, page.Size, keyset => events.ListAsync(scope, filter, keyset, cancellationToken), AuditJson.Readable.IReadOnlyListAuditEventResponse);
    }

    private static AuditExport ExportEvents(HttpContext context, AuditQueries events) =>
        new(events.ReadAllAsync(Scope(context), AuditFilter.Of(context), context.RequestAborted));

    internal static AuditScope Scope(HttpContext context) =>
        context.GetRouteValue(PermissionHandler.RouteValue) is not null ? new AuditScope(context.GetProject().Id, null)
        : context.GetRouteValue(GroupHandler.RouteValue) is not null ? new AuditScope(null, context.GetGroup().Id)
        : new AuditScope(null, null);
}
