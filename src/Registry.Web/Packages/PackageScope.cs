using Registry.Web.Auth;

namespace Registry.Web.Packages;

/// <summary>Where the packages of a list are.</summary>
internal abstract record PackageScope
{
    private PackageScope()
    {
    }

    /// <param name="Known">The caller has been let into it.</param>
    /// <param name="MayDelete">Whether the caller may delete its packages, and so see those that are hidden.</param>
    public sealed record Project(KnownProject Known, bool MayDelete) : PackageScope;

    /// <summary>Those projects of a group that the caller may read packages of.</summary>
    public sealed record Group(long Id, bool WithSubgroups, Caller Caller) : PackageScope;
}
