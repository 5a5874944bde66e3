using System.Text.RegularExpressions;

namespace Registry.Unit.Architecture;

/// <summary>A rule of the house: no line of these files names that.</summary>
/// <param name="Rule">The rule in words.</param>
/// <param name="Covers">The files it is about.</param>
/// <param name="Forbidden">What no line of them may hold; comments are not read.</param>
internal sealed record Floor(string Rule, Func<SourceFile, bool> Covers, Regex Forbidden)
{
    public static IReadOnlyList<Floor> All { get; } =
    [
        new("Helm does not name Npm.", file => file.IsIn("Registry.Web/Helm"), Room("Npm")),
        new("Npm does not name Helm.", file => file.IsIn("Registry.Web/Npm"), Room("Helm")),
        new("Packages, Archives and Components name neither Helm nor Npm.", file => file.IsIn("Registry.Web/Packages", "Registry.Web/Archives", "Registry.Web/Components"), Room("Helm|Npm")),
        // What is imported for every file reaches the rooms above without their naming it.
        new("No room is imported for the whole project.", file => file.IsIn("Registry.Web"), Pattern(@"global\s+using\s.*\b(Helm|Npm)\b|<Using\s.*\b(Helm|Npm)\b")),
        new("Only files of a format's own room import it in _Imports.razor.", file => file.Path == "Registry.Web/_Imports.razor", Room("Helm|Npm")),
        new("Components use no database context.", file => file.IsCode && file.IsIn("Registry.Web/Components"), Pattern(@"\b\w*DbContext(Factory)?\b|\bIDbContextFactory\b")),
        new("Registry.Data knows of ASP.NET only Identity.", file => file.IsCode && file.IsIn("Registry.Data"), Pattern(@"\bMicrosoft\.AspNetCore\.(?!Identity\b)")),
        new("Registry.Data knows no YAML and no archives.", file => file.IsIn("Registry.Data"), Pattern(@"\b(YamlDotNet|ICSharpCode|SharpZipLib)\b")),
        new("Registry.Data does not name Registry.Web.", file => file.IsIn("Registry.Data"), Pattern(@"\bRegistry\.Web\b|(?<![\w.])Web\.(?=[A-Z])")),
        new("Only the kit names Radzen.", file => file.IsCode && !file.IsIn("Registry.Web/Components/Shared"), Pattern(@"Radzen")),
    ];

    /// <summary>Each breach as "path:line: text".</summary>
    public IEnumerable<string> Breaches(IEnumerable<SourceFile> files) =>
        from file in files
        where Covers(file)
        from line in file.Lines.Index()
        where !IsComment(line.Item) && Forbidden.IsMatch(line.Item)
        select $"src/{file.Path}:{line.Index + 1}: {line.Item.Trim()}";

    public override string ToString() => Rule;

    private static bool IsComment(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("/*", StringComparison.Ordinal)
            || text.StartsWith("* ", StringComparison.Ordinal) || text.StartsWith("@*", StringComparison.Ordinal) || text.StartsWith("<!--", StringComparison.Ordinal);
    }

    // Below the namespace Registry.Web a room can be named in full, from Web on, or by its own name alone; PackageType.Helm is no room.
    private static Regex Room(string rooms) =>
        Pattern($@"\bRegistry\.Web\.({rooms})\b|(?<![\w.])(Web\.)?({rooms})\.(?=[A-Z_])|\busing\s+(static\s+)?(\w+\s*=\s*)?(Web\.)?({rooms})\b");

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}
