using Registry.Data.Entities;

namespace Registry.Web.Auditing;

/// <summary>Who does something, with which token and from where: what every audit event says beside what was done.</summary>
/// <param name="PersonalAccessTokenId">The personal access token, if it is one; of the other kinds the actor tells.</param>
/// <param name="Address">Null at the command line.</param>
internal sealed record AuditSource(Actor Actor, long? PersonalAccessTokenId = null, string? Address = null)
{
    /// <summary>Somebody who has neither token nor address: the operator.</summary>
    public static implicit operator AuditSource(Actor actor) => new(actor);

    /// <param name="at">When.</param>
    /// <param name="action">What was done, as <c>noun.verb</c>.</param>
    /// <param name="target">What to, in words.</param>
    /// <param name="projectId">The project it happened in, if it was one.</param>
    /// <param name="groupId">The group it happened in, if it was one.</param>
    /// <param name="before">What stood there before a change, in words.</param>
    /// <param name="after">What stands there since.</param>
    public AuditEvent Event(
        DateTimeOffset at, string action, string target, long? projectId = null, long? groupId = null, string? before = null, string? after = null) => new()
        {
            At = at,
            Action = action,
            Actor = Actor with { }, // rows do not share one
            PersonalAccessTokenId = PersonalAccessTokenId,
            Address = Address,
            ProjectId = projectId,
            GroupId = groupId,
            Target = target,
            Before = before,
            After = after,
        };
}
