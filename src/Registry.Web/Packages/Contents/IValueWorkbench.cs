namespace Registry.Web.Packages.Contents;

/// <summary>A format's part in trying out values: what can be set, and what comes of it.</summary>
internal interface IValueWorkbench
{
    /// <summary>What the file with the changed values is called.</summary>
    string FileName { get; }

    /// <summary>The values as a tree; the same one for the same contents.</summary>
    ValueOutline Outline(PackageContents contents);

    /// <summary>What comes of changes.</summary>
    /// <param name="outline">The values.</param>
    /// <param name="typed">What was typed, by the value's path.</param>
    /// <param name="place">Where the version is installed from; null where it cannot be.</param>
    ValueTrial Try(ValueOutline outline, IReadOnlyDictionary<string, string> typed, InstallPlace? place);
}

/// <summary>Where a version is installed from.</summary>
/// <param name="Label">The channel or tag.</param>
internal sealed record InstallPlace(ProjectAddress Project, string Label, string Name, string Version);
