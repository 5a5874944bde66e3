using Registry.Data.Entities;

namespace Registry.Web.Packages;

/// <summary>What a format tells of itself and its packages, so that pages need not know it.</summary>
internal interface IPackageFormat
{
    PackageType Type { get; }

    /// <summary>As people write it: Helm, npm.</summary>
    string Name { get; }

    /// <summary>Whether a version that exists can be published again with other bytes, unless the project refuses it.</summary>
    bool RepublishesVersions { get; }

    /// <summary>Whether requests for packages that are not here can go on to an upstream registry.</summary>
    bool ForwardsRequests { get; }

    /// <summary>The commands that make a client use the project.</summary>
    IReadOnlyList<CommandSnippet> Setup(ProjectAddress project);

    /// <summary>The address that a client is given for the project.</summary>
    string Endpoint(ProjectAddress project);

    /// <summary>How a client takes a token that was just made.</summary>
    CredentialCommands Credentials(CredentialAddress credential);

    /// <summary>Where the versions of the names can be had (channels, tags), in the order to show them.</summary>
    Task<IReadOnlyList<PackageLabel>> LabelsAsync(IReadOnlyCollection<long> packageNameIds, CancellationToken cancellationToken);

    /// <summary>Those of the versions that should not be used any more.</summary>
    Task<IReadOnlyCollection<long>> DeprecatedAsync(IReadOnlyCollection<long> packageIds, CancellationToken cancellationToken);

    /// <summary>What a version is found by, beside its name and description, and what it needs.</summary>
    Task<SearchText> ReadSearchTextAsync(Package package, CancellationToken cancellationToken);

    /// <summary>Which of two versions is newer, by the format's own order.</summary>
    int CompareVersions(string left, string right);

    /// <summary>Whether clients take the version only when they are asked to.</summary>
    bool IsPrerelease(string version);
}

/// <summary>Where a project is reached from outside.</summary>
/// <param name="PublicUrl">Scheme, host and path base, without a slash at the end.</param>
/// <param name="SignedInAs">The user name to fill into commands, if somebody is signed in.</param>
internal sealed record ProjectAddress(string PublicUrl, long ProjectId, string FullPath, bool NeedsCredentials, string? SignedInAs)
{
    /// <summary>As it stands in commands.</summary>
    public string UserName => SignedInAs ?? "<username>";

    /// <summary>As it stands in commands: from the environment once there is one, since a token does not belong into a page.</summary>
    public string Token => Secret ?? (SignedInAs is null ? "<access-token>" : "\"$TOKEN\"");

    /// <summary>A token that was made a moment ago, to be filled into the commands of the answer that shows it, and no other.</summary>
    public string? Secret { get; init; }
}

/// <summary>Commands to copy, under a heading.</summary>
public sealed record CommandSnippet(string Title, string Text);

/// <summary>What a version is found by.</summary>
/// <param name="Readme">Plain text, or as it was written.</param>
internal sealed record SearchText(IReadOnlyList<string> Keywords, string Readme, IReadOnlyList<NeededPackage> Needs);

/// <summary>What a version needs another package for, in the words of its format.</summary>
/// <param name="Source">The address of a repository, if the package names one.</param>
internal sealed record NeededPackage(DependencyKind Kind, string Name, string Requirement, string? Source = null);
