using Registry.Tests.Hosting;

namespace Registry.Unit.Architecture;

/// <summary>A file below src.</summary>
/// <param name="Path">Relative to src, with forward slashes.</param>
/// <param name="Lines">Its text.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    public bool IsIn(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Path.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal) || Path.EndsWith(".razor", StringComparison.Ordinal);

    public static IReadOnlyList<SourceFile> ReadAll()
    {
        var src = RepositoryRoot.Combine("src");
        return [.. Directory.EnumerateFiles(src, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: System.IO.Path.GetRelativePath(src, file).Replace('\\', '/')))
            .Where(found => !found.Path.Contains("/bin/", StringComparison.Ordinal) && !found.Path.Contains("/obj/", StringComparison.Ordinal))
            .Where(found => System.IO.Path.GetExtension(found.Path) is ".cs" or ".razor" or ".csproj")
            .Select(found => new SourceFile(found.Path, File.ReadAllLines(found.File)))];
    }
}
