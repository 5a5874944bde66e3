using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>What access decisions need of a project.</summary>
/// <param name="GroupIds">The group it lies in and all above.</param>
/// <param name="OwnerId">The user whose personal namespace it lies in, if it does.</param>
/// <param name="AnyoneMayPull">Whether clients pull without credentials, however private it is.</param>
internal sealed record KnownProject(long Id, string FullPath, Visibility Visibility, IReadOnlySet<long> GroupIds, long? OwnerId, bool AnyoneMayPull = false)
{
    /// <summary>Whether clients need a token to pull from it.</summary>
    public bool NeedsCredentials => Visibility != Visibility.Public && !AnyoneMayPull;

    /// <summary>Its rules about packages that only some may publish or delete.</summary>
    public IReadOnlyList<KnownProtection> Protections { get; init; } = [];

    /// <summary>The most bytes that a file of a type may have, for those types where the project says so itself.</summary>
    public IReadOnlyDictionary<PackageType, long> MaxFileSizes { get; init; } = new Dictionary<PackageType, long>();

    /// <summary>The most bytes that a file may have: what the server takes, or less where the project wants less.</summary>
    public long MaxFileSize(PackageType type, long server) => Math.Min(server, MaxFileSizes.GetValueOrDefault(type, long.MaxValue));
}
