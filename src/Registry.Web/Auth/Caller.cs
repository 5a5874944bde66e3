using Registry.Data.Entities;
using Registry.Web.Tokens;

namespace Registry.Web.Auth;

/// <summary>Who a request comes from, once its credentials are settled.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>Who is written down for what this caller does; null for nobody.</summary>
    public virtual Actor? Actor => null;

    /// <summary>Nobody in particular.</summary>
    public sealed record Anonymous : Caller
    {
        public static Anonymous Instance { get; } = new();
    }

    /// <summary>A user, signed in or by a personal token.</summary>
    /// <param name="Scopes">What the token allows; a session allows everything.</param>
    /// <param name="BoundTo">The only projects the token works in; null for all.</param>
    public sealed record Account(long UserId, string UserName, bool IsAdmin, TokenScopes Scopes, IReadOnlySet<long>? BoundTo = null) : Caller
    {
        public override Actor Actor => new() { Kind = ActorKind.User, Id = UserId, Name = UserName };
    }

    /// <summary>A deploy token of a project, or of a group and all below it.</summary>
    public sealed record Deploy(long TokenId, string Username, long? ProjectId, long? GroupId, TokenScopes Scopes) : Caller
    {
        public override Actor Actor => new() { Kind = ActorKind.DeployToken, Id = TokenId, Name = Username };
    }

    /// <summary>A running job, with the rights of the user who opened it.</summary>
    /// <param name="Only">The one package it may change, where it was opened for one; null for any of its project.</param>
    public sealed record Job(long JobId, long PipelineId, long ProjectId, long UserId, string UserName, bool IsAdmin, BoundPackage? Only = null) : Caller
    {
        public override Actor Actor => new() { Kind = ActorKind.Job, Id = JobId, Name = UserName };
    }
}
