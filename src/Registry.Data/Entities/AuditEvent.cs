namespace Registry.Data.Entities;

/// <summary>Something that was done, for those who must know later.</summary>
public sealed class AuditEvent
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>What was done, as <c>noun.verb</c>: <c>package.publish</c>.</summary>
    public required string Action { get; set; }

    public required Actor Actor { get; set; }
    public long? ProjectId { get; set; }
    public long? GroupId { get; set; }

    /// <summary>What it was done to, in words: <c>web-chart 1.4.2</c>.</summary>
    public required string Target { get; set; }

    /// <summary>The address it came from; null at the command line.</summary>
    public string? Address { get; set; }

    /// <summary>The personal access token it was done with, if it was one; other kinds of tokens are the actor themselves.</summary>
    public long? PersonalAccessTokenId { get; set; }

    /// <summary>What stood there before a change, in words; null where nothing did, or where it is no change of a value.</summary>
    public string? Before { get; set; }

    /// <summary>What stands there since.</summary>
    public string? After { get; set; }
}
