using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>Where deleted packages lie, to be restored until they are swept away.</summary>
internal static class Trash
{
    public static void Put(Package package, DateTimeOffset now)
    {
        package.StatusBeforeDeletion = package.Status;
        package.Status = PackageStatus.PendingDestruction;
        package.DeletedAt = now;
        package.UpdatedAt = now;
    }

    public static void TakeOut(Package package, DateTimeOffset now)
    {
        package.Status = package.StatusBeforeDeletion ?? PackageStatus.Default;
        package.StatusBeforeDeletion = null;
        package.DeletedAt = null;
        package.UpdatedAt = now;
    }
}
