using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Auditing;

/// <summary>Which events are asked for. Moments belong to what they bound.</summary>
internal sealed record AuditFilter(DateTimeOffset? After, DateTimeOffset? Before, string? Action, string? Actor)
{
    private static readonly ApiParameter<DateTimeOffset?> CreatedAfter = ApiParameters.Moment("created_after", "Only events of that moment or later.");
    private static readonly ApiParameter<DateTimeOffset?> CreatedBefore = ApiParameters.Moment("created_before", "Only events of that moment or earlier.");
    private static readonly ApiParameter<string?> ActionName = ApiParameters.Text("action", "Only events of that kind, such as package.publish.");
    private static readonly ApiParameter<string?> ActorName = ApiParameters.Text("actor", "Only what was done by the user, or deploy token, of that name.");

    public static IReadOnlyList<ApiParameter> Parameters { get; } = [CreatedAfter, CreatedBefore, ActionName, ActorName];

    public static AuditFilter Of(HttpContext context) =>
        new(context.Get(CreatedAfter), context.Get(CreatedBefore), context.Get(ActionName), context.Get(ActorName));

    public IQueryable<AuditEvent> Apply(IQueryable<AuditEvent> events)
    {
        events = After is { } after ? events.Where(one => one.At >= after) : events;
        events = Before is { } before ? events.Where(one => one.At <= before) : events;
        events = Action is { } action ? events.Where(one => one.Action == action) : events;
        return Actor is { } actor ? events.Where(one => one.Actor.Name == actor) : events;
    }
}

/// <summary>Whose events: a project's, a group's with all that lies below it now, or all where neither is named.</summary>
internal sealed record AuditScope(long? ProjectId, long? GroupId)
{
    public IQueryable<AuditEvent> Apply(RegistryDbContext database, IQueryable<AuditEvent> events) => this switch
    {
        { ProjectId: { } project } => events.Where(one => one.ProjectId == project),
        { GroupId: { } group } => events.Where(one =>
            database.GroupAncestors.Any(above => above.AncestorId == group && above.GroupId == one.GroupId)
            || database.Projects.Any(project => project.Id == one.ProjectId && database.GroupAncestors.Any(above => above.AncestorId == group && above.GroupId == project.GroupId))),
        _ => events,
    };
}
