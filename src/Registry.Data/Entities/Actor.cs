namespace Registry.Data.Entities;

/// <summary>Who did something, kept beside what was done so that it outlives the account or token.</summary>
public sealed record Actor
{
    public required ActorKind Kind { get; init; }

    /// <summary>The id of the user, deploy token or job; 0 for the operator at the command line.</summary>
    public required long Id { get; init; }

    /// <summary>The user name, or the deploy token's; for a job, the user name of whoever opened it.</summary>
    public required string Name { get; init; }
}
