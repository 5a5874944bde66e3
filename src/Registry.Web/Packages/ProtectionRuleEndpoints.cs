using System.Text.Json.Serialization;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>GitLab's protection rules of packages.</summary>
internal static class ProtectionRuleEndpoints
{
    private const string Rules = "/packages/protection/rules";
    private const string Rule = $"{Rules}/{{package_protection_rule_id}}";
    private const string Taken = "Package name pattern has already been taken";
    private const string Empty = "A rule must have at least a minimum access role for push or delete.";

    private static readonly ApiParameter<long?> RuleId = ApiParameters.Integer("package_protection_rule_id", "The id of the rule.").Required();
    private static readonly ApiParameter<string?> Pattern = ApiParameters.Text("package_name_pattern", "The names it holds for; * stands for any text.");
    private static readonly ApiParameter<PackageType?> Type = ApiParameters.OneOf<PackageType>("package_type", "The type of packages.", null, [.. PackageTypeNames.All]);
    private static readonly ApiParameter<AccessLevel?> Push = ApiParameters.OneOf(
        "minimum_access_level_for_push", "The least role that publishes; empty for Developer.", null, ("maintainer", AccessLevel.Maintainer), ("owner", AccessLevel.Owner), ("admin", AccessLevel.Admin));
    private static readonly ApiParameter<AccessLevel?> Delete = ApiParameters.OneOf(
        "minimum_access_level_for_delete", "The least role that deletes; empty for Maintainer.", null, ("owner", AccessLevel.Owner), ("admin", AccessLevel.Admin));

    public static void Map(RouteGroupBuilder project)
    {
        project.MapRead(Rules, ListAsync).RequirePermission(ProjectPermission.ReadSettings).Takes(OffsetPage.Page, OffsetPage.PerPage);
        project.MapPost(Rules, CreateAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Pattern.Required(), Type.Required(), Push, Delete);
        project.MapPatch(Rule, ChangeAsync).RequirePermission(ProjectPermission.ManageProject).Takes(RuleId, Pattern, Type, Push, Delete);
        project.MapDelete(Rule, DeleteAsync).RequirePermission(ProjectPermission.ManageProject).Takes(RuleId);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ProtectionRules rules, CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(context.GetProject().Id, cancellationToken);
        return GitLabResults.Page(context, OffsetPage.Of(context).Of(all).Select(ProtectionRuleResponse.Of), ProtectionRuleJson.Default.IReadOnlyListProtectionRuleResponse);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ProtectionRules rules, CancellationToken cancellationToken)
    {
        var rule = new ProtectionRule
        {
            ProjectId = context.GetProject().Id,
            Type = context.Get(Type)!.Value,
            NamePattern = context.Get(Pattern)!,
            MinimumLevelForPush = context.Get(Push),
            MinimumLevelForDelete = context.Get(Delete),
        };
        if (rule is { MinimumLevelForPush: null, MinimumLevelForDelete: null })
        {
            return Unprocessable(Empty);
        }

        return await rules.AddAsync(rule, context.GetAuditSource(), cancellationToken) is { } added
            ? Answer(context, added, StatusCodes.Status201Created)
            : Unprocessable(Taken);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, ProtectionRules rules, CancellationToken cancellationToken)
    {
        var given = context.GetArguments();
        if (given.Has(Pattern) && given.Get(Pattern) is null)
        {
            return GitLabResults.Refused(Refusal.Parameter("package_name_pattern is empty"));
        }

        var (result, changed) = await rules.ChangeAsync(
            context.GetProject().Id,
            given.Get(RuleId)!.Value,
            rule =>
            {
                rule.NamePattern = given.Get(Pattern) ?? rule.NamePattern;
                rule.Type = given.Get(Type) ?? rule.Type;
                rule.MinimumLevelForPush = given.Has(Push) ? given.Get(Push) : rule.MinimumLevelForPush;
                rule.MinimumLevelForDelete = given.Has(Delete) ? given.Get(Delete) : rule.MinimumLevelForDelete;
            },
            context.GetAuditSource(),
            cancellationToken);
        return result switch
        {
            RuleChange.Done => Answer(context, changed!, StatusCodes.Status200OK),
            RuleChange.Taken => Unprocessable(Taken),
            RuleChange.Empty => Unprocessable(Empty),
            _ => NoRule(),
        };
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ProtectionRules rules, CancellationToken cancellationToken) =>
        await rules.DeleteAsync(context.GetProject().Id, context.Get(RuleId)!.Value, context.GetAuditSource(), cancellationToken) ? TypedResults.NoContent() : NoRule();

    private static IResult Answer(HttpContext context, ProtectionRule rule, int status) =>
        GitLabResults.Json(context, ProtectionRuleResponse.Of(rule), ProtectionRuleJson.Default.ProtectionRuleResponse, status);

    private static IResult NoRule() => GitLabResults.Refused(Refusal.NotFound("Package protection rule"));

    private static IResult Unprocessable(string reason) => GitLabResults.Refused(new Refusal(StatusCodes.Status422UnprocessableEntity, reason));
}

/// <summary>A rule as GitLab shows one.</summary>
internal sealed record ProtectionRuleResponse(
    long Id, long ProjectId, string PackageNamePattern, string PackageType, string? MinimumAccessLevelForPush, string? MinimumAccessLevelForDelete)
{
    public static ProtectionRuleResponse Of(ProtectionRule rule) => new(
        rule.Id, rule.ProjectId, rule.NamePattern, PackageTypeNames.Of(rule.Type), Word(rule.MinimumLevelForPush), Word(rule.MinimumLevelForDelete));

    private static string? Word(AccessLevel? level) => level?.ToString().ToLowerInvariant();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProtectionRuleResponse))]
[JsonSerializable(typeof(IReadOnlyList<ProtectionRuleResponse>))]
internal sealed partial class ProtectionRuleJson : JsonSerializerContext;
