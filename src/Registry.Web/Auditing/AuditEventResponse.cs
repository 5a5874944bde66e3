using System.Text.Json.Serialization;
using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Auditing;

/// <summary>An event as GitLab shows one, and behind that the token it was done with, and what stood there before and since.</summary>
/// <param name="AuthorId">The id of the user, deploy token or job; 0 for the operator at the command line.</param>
/// <param name="EntityId">The project or group it happened in; whoever did it where it happened in none.</param>
internal sealed record AuditEventResponse(
    long Id,
    long AuthorId,
    long EntityId,
    string EntityType,
    string EventName,
    AuditDetails Details,
    DateTimeOffset CreatedAt,
    string? TokenKind,
    long? TokenId,
    string? Before,
    string? After)
{
    /// <summary>What its user called a personal token; for pages alone.</summary>
    [JsonIgnore]
    public string? TokenName { get; init; }

    public static AuditEventResponse Of(AuditEvent one, EntityPaths paths)
    {
        var (type, id, path) = one switch
        {
            { ProjectId: { } project } => ("Project", project, paths.Projects.GetValueOrDefault(project)),
            { GroupId: { } group } => ("Group", group, paths.Groups.GetValueOrDefault(group)),
            _ => ("User", one.Actor.Id, one.Actor.Name),
        };
        var (kind, token) = one switch
        {
            { PersonalAccessTokenId: { } personal } => ("personal_access_token", personal),
            { Actor: { Kind: ActorKind.DeployToken, Id: var deploy } } => ("deploy_token", deploy),
            { Actor: { Kind: ActorKind.Job, Id: var job } } => ("job_token", job),
            _ => ((string?)null, (long?)null),
        };
        var isChange = one.Before is not null || one.After is not null;
        var details = new AuditDetails(
            isChange ? one.Action : null, one.Before, one.After, one.Actor.Name, $"{one.Actor.Kind}", one.Target, one.Address, path);
        return new AuditEventResponse(one.Id, one.Actor.Id, id, type, one.Action, details, one.At, kind, token, one.Before, one.After)
        {
            TokenName = one.PersonalAccessTokenId is { } own ? paths.PersonalTokens.GetValueOrDefault(own) : null,
        };
    }
}

/// <param name="AuthorClass">User, DeployToken, Job or CommandLine.</param>
/// <param name="EntityPath">Null where it was deleted since.</param>
internal sealed record AuditDetails(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Change,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? To,
    string AuthorName,
    string AuthorClass,
    string TargetDetails,
    string? IpAddress,
    string? EntityPath);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<AuditEventResponse>))]
[JsonSerializable(typeof(IAsyncEnumerable<AuditEventResponse>))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    /// <summary>Names of packages and user names hold signs that stay as they are.</summary>
    public static AuditJson Readable { get; } = new(ApiJson.SnakeCase());
}
