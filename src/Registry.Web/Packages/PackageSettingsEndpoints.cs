using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Web.Auth;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>What a project decides about its packages of a type. GitLab has such settings for groups alone, and not for these types.</summary>
internal static class PackageSettingsEndpoints
{
    private const string AllSettings = "/package_settings";
    private const string OfType = $"{AllSettings}/{{package_type}}";

    private static readonly ApiParameter<PackageType?> Type = ApiParameters.OneOf<PackageType>("package_type", "The type of packages.", null, [.. PackageTypeNames.All]).Required();
    private static readonly ApiParameter<bool?> Duplicates = ApiParameters.Flag(
        "allows_duplicates", "Whether a version that exists can be published again with other bytes, where the format knows such a thing; empty for the usual.");
    private static readonly ApiParameter<bool?> Forwarding = ApiParameters.Flag(
        "forwards_requests", "Whether requests for packages that are not here go on to the upstream registry, where the format knows such a thing; empty for the server's setting.");
    private static readonly ApiParameter<long?> Size = ApiParameters.Integer(
        "max_file_size", "The most bytes that a file may have, within what the server takes; empty for the server's setting.", minimum: 1);

    public static void Map(RouteGroupBuilder project)
    {
        project.MapRead(AllSettings, ListAsync).RequirePermission(ProjectPermission.ReadSettings);
        project.MapPut(OfType, ChangeAsync).RequirePermission(ProjectPermission.ManageProject).Takes(Type, Duplicates, Forwarding, Size);
    }

    private static async Task<IResult> ListAsync(HttpContext context, PackageSettingsQueries settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<PackageSettingsResponse> all =
            [.. (await settings.ListAsync(context.GetProject().Id, cancellationToken)).Select(one => PackageSettingsResponse.Of(one.Settings, one.Format))];
        return GitLabResults.Json(context, all, PackageSettingsJson.Default.IReadOnlyListPackageSettingsResponse);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, PackageSettingsChanges changes, IEnumerable<IPackageFormat> formats, CancellationToken cancellationToken)
    {
        var given = context.GetArguments();
        var format = formats.Single(one => one.Type == given.Get(Type));
        if (Fault(given, format) is { } fault)
        {
            return GitLabResults.Refused(Refusal.Parameter(fault));
        }

        var settings = await changes.ApplyAsync(
            context.GetProject().Id,
            format.Type,
            settings =>
            {
                settings.AllowsDuplicates = given.Has(Duplicates) ? given.Get(Duplicates) ?? DuplicateRule.Usual : settings.AllowsDuplicates;
                settings.ForwardsRequests = given.Has(Forwarding) ? given.Get(Forwarding) : settings.ForwardsRequests;
                settings.MaxFileSize = given.Has(Size) ? given.Get(Size) : settings.MaxFileSize;
            },
            $"{format.Type} settings",
            context.GetAuditSource(),
            cancellationToken);
        return GitLabResults.Json(context, PackageSettingsResponse.Of(settings, format), PackageSettingsJson.Default.PackageSettingsResponse);
    }

    // What the format cannot do is refused, not kept without effect.
    private static string? Fault(ApiArguments given, IPackageFormat format) =>
        !given.Has(Duplicates) && !given.Has(Forwarding) && !given.Has(Size) ? "allows_duplicates, forwards_requests, max_file_size are missing, at least one parameter must be provided"
        : given.Get(Duplicates) == true && !format.RepublishesVersions ? "allows_duplicates does not have a valid value"
        : given.Get(Forwarding) == true && !format.ForwardsRequests ? "forwards_requests does not have a valid value"
        : null;
}

/// <param name="ForwardsRequests">Null where the server's setting holds.</param>
/// <param name="MaxFileSize">In bytes; null where the server's setting holds.</param>
internal sealed record PackageSettingsResponse(string PackageType, bool AllowsDuplicates, bool? ForwardsRequests, long? MaxFileSize)
{
    public static PackageSettingsResponse Of(PackageSettings settings, IPackageFormat format) => new(
        PackageTypeNames.Of(settings.Type),
        format.RepublishesVersions && settings.AllowsDuplicates,
        format.ForwardsRequests ? settings.ForwardsRequests : false,
        settings.MaxFileSize);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PackageSettingsResponse))]
[JsonSerializable(typeof(IReadOnlyList<PackageSettingsResponse>))]
internal sealed partial class PackageSettingsJson : JsonSerializerContext;
