namespace Registry.Web.Packages.Readmes;

/// <summary>A README as a page can show it: safe to be written into it as it is.</summary>
/// <param name="Html">Nothing in it runs, or is fetched from elsewhere unless that was allowed.</param>
/// <param name="ForeignImages">How many pictures from elsewhere it has, shown or not.</param>
/// <param name="Headings">In their order.</param>
internal sealed record ReadmeDocument(string Html, int ForeignImages, IReadOnlyList<ReadmeHeading> Headings)
{
    /// <summary>The paths of pictures within the package that it would show, whether they are there or not.</summary>
    public IReadOnlyCollection<string> OwnImages { get; init; } = [];
}

/// <param name="Level">From 1 on, as it was written.</param>
/// <param name="Anchor">Its id on the page.</param>
internal sealed record ReadmeHeading(int Level, string Anchor, string Text);

/// <summary>Where a README stands.</summary>
/// <param name="PageAddress">The page that shows it, for links within.</param>
/// <param name="FileAddress">Where a file of the package shows: its path comes behind it.</param>
/// <param name="ImageAddress">Where a picture of the package is had: likewise.</param>
/// <param name="ShowsForeignImages">Whether the reader asked for pictures from elsewhere.</param>
internal sealed record ReadmePlace(string PageAddress, string FileAddress, string ImageAddress, bool ShowsForeignImages)
{
    /// <summary>The paths of those pictures of the package that are there.</summary>
    public IReadOnlySet<string> OwnImages { get; init; } = new HashSet<string>();
}
