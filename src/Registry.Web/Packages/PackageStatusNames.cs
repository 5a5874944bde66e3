using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Statuses of packages in GitLab's words.</summary>
internal static class PackageStatusNames
{
    public static IReadOnlyList<(string Word, PackageStatus Status)> All { get; } =
    [
        ("default", PackageStatus.Default),
        ("hidden", PackageStatus.Hidden),
        ("processing", PackageStatus.Processing),
        ("error", PackageStatus.Error),
        ("pending_destruction", PackageStatus.PendingDestruction),
        ("deprecated", PackageStatus.Deprecated),
    ];

    public static string Of(PackageStatus status) => All.First(one => one.Status == status).Word;
}
