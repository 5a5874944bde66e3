namespace Registry.Web.Packages;

/// <summary>A version as its format tells of it.</summary>
/// <param name="Install">Ways to install it, the likeliest first.</param>
/// <param name="Facts">What its metadata says, line by line.</param>
internal sealed record PackageDescription(IReadOnlyList<InstallChoice> Install, IReadOnlyList<PackageFact> Facts)
{
    /// <summary>Where the version is to be had: channels or tags, the usual one first.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The label that <see cref="Install"/> is about, where commands differ by it.</summary>
    public string? InstallsFrom { get; init; }

    /// <summary>What is to be known at a glance.</summary>
    public IReadOnlyList<PackageMark> Marks { get; init; } = [];

    /// <summary>What is known of where it comes from.</summary>
    public IReadOnlyList<PackageMark> Trust { get; init; } = [];

    /// <summary>What people must have read before they install it.</summary>
    public IReadOnlyList<PackageWarning> Warnings { get; init; } = [];

    public IReadOnlyList<PackageNeed> Needs { get; init; } = [];

    /// <summary>What there is to read in it, in the order of the tabs.</summary>
    public IReadOnlyList<PackageTab> Tabs { get; init; } = [];
}

/// <summary>One way to install, by the name of its client.</summary>
internal sealed record InstallChoice(string Label, IReadOnlyList<CommandSnippet> Commands);

/// <summary>A file from within a package, as plain text.</summary>
internal sealed record PackageText(string FileName, string Text);

/// <summary>A line of a version's metadata. A <paramref name="Link"/> is an http or https address.</summary>
internal sealed record PackageFact(string Label, string Value, string? Link = null)
{
    /// <summary>A number of bytes in place of <see cref="Value"/>.</summary>
    public long? Size { get; init; }
}

/// <summary>A word or two about a version.</summary>
/// <param name="Text">Short enough for a chip.</param>
/// <param name="IsGood">True for what speaks for it, false for what speaks against it, null for neither.</param>
/// <param name="Explanation">A sentence.</param>
internal sealed record PackageMark(string Text, bool? IsGood = null, string? Explanation = null);

/// <summary>A sentence that stands above everything else.</summary>
internal sealed record PackageWarning(string Title, string Text);

/// <summary>What a version needs of another package.</summary>
/// <param name="Group">As its readers call it: Dependencies, Peer.</param>
/// <param name="Requirement">Which versions will do, in the format's words.</param>
/// <param name="Source">The address of the repository it comes from, if that is said.</param>
/// <param name="Note">Under which condition, or by which other name.</param>
internal sealed record PackageNeed(string Group, string Name, string Requirement, string? Source = null, string? Note = null);

/// <summary>A part of a version to be read on its page.</summary>
/// <param name="Key">As in the address.</param>
/// <param name="Under">For files: the folder, with a slash at its end, or the one file; empty for all.</param>
internal sealed record PackageTab(string Key, string Title, PackageTabKind Kind, int? Count = null, string Under = "");

internal enum PackageTabKind
{
    Readme,
    Values,
    Files,
    Needs,
}
