using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>What can be asked of lists of packages.</summary>
internal static class PackageListParameters
{
    public static readonly ApiParameter<bool?> ExcludeSubgroups = ApiParameters.Flag("exclude_subgroups", "Leaves out the packages of groups below.", usual: "false");

    private const string ByCreation = "created_at";

    private static readonly (string Word, PackageOrder Order)[] Orders =
        [(ByCreation, PackageOrder.CreatedAt), ("name", PackageOrder.Name), ("version", PackageOrder.Version), ("type", PackageOrder.Type)];

    private static readonly ApiParameter<PackageOrder?> OrderBy = ApiParameters.OneOf("order_by", "What to order by; version as a plain text.", ByCreation, Orders);
    private static readonly ApiParameter<PackageOrder?> OrderInGroup = ApiParameters.OneOf(
        "order_by", "What to order by; version as a plain text.", ByCreation, [.. Orders, ("project_path", PackageOrder.ProjectPath)]);

    private static readonly ApiParameter<bool?> Descending = Sorting.Descends("asc");
    private static readonly ApiParameter<PackageType?> Type = ApiParameters.OneOf("package_type", "Only packages of the type.", null, [.. PackageTypeNames.OfGitLab]);
    private static readonly ApiParameter<string?> Name = ApiParameters.Text("package_name", "Only packages with each of these words somewhere in their names, in whatever case.");
    private static readonly ApiParameter<string?> Version = ApiParameters.Text("package_version", "Only packages of exactly this version.");
    private static readonly ApiParameter<bool?> Versionless = ApiParameters.Flag("include_versionless", "Also packages without a version: there are none here.", usual: "false");
    private static readonly ApiParameter<PackageStatus?> Status = ApiParameters.OneOf(
        "status", "Only packages of the status; without it default, error and deprecated ones.", null, [.. PackageStatusNames.All]);

    private static readonly ApiParameter<bool?> Keyset = ApiParameters.OneOf(
        "pagination", "How pages are named: by number, or (keyset) by the cursor in the Link header, which needs order_by=created_at.", "legacy", ("legacy", false), ("keyset", true));

    public static ApiParameter[] OfProject { get; } =
        [OrderBy, Descending, Type, Name, Version, Versionless, Status, Keyset, KeysetPage.Cursor, OffsetPage.Page, OffsetPage.PerPage];

    public static ApiParameter[] OfGroup { get; } =
        [OrderInGroup, Descending, Type, Name, Version, Versionless, Status, ExcludeSubgroups, Keyset, KeysetPage.Cursor, OffsetPage.Page, OffsetPage.PerPage];

    public static PackageSearch Read(HttpContext context) => new(
        context.Get(Type),
        context.Get(Status),
        context.Get(Name)?.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [],
        context.Get(Version),
        context.Get(OrderBy) ?? PackageOrder.CreatedAt,
        context.Get(Descending) == true);

    /// <summary>Whether the page is named by a cursor.</summary>
    public static bool AsksForKeyset(HttpContext context) => context.Get(Keyset) == true;
}
