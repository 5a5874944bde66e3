namespace Registry.Data.Blobs;

/// <summary>
/// Brings blobs that an older version kept two folders deep, at <c>ab/cd/abcd…</c>, to where they belong, <c>ab/abcd…</c>. Cut off
/// anywhere it loses nothing, and the next run goes on: a name goes only once the other is there, a folder only once that is on disk.
/// </summary>
internal static class NestedFolders
{
    /// <summary>Empties what is nested below the folder, and answers how many blobs moved and which files it had to leave.</summary>
    public static FlattenedBlobs Flatten(string blobs)
    {
        var moved = 0;
        var left = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(blobs))
        {
            // A listing tells folders from files, so that where all is flat this reads names and asks nothing of each.
            var nested = Directory.GetDirectories(folder);
            if (nested.Length == 0)
            {
                continue;
            }

            foreach (var path in nested.SelectMany(Directory.GetFiles))
            {
                if (TryMoveUp(path, folder))
                {
                    moved++;
                }
                else
                {
                    left.Add(path);
                }
            }

            DurableDirectory.Flush(folder);
            DeleteEmpty(nested);
            DurableDirectory.Flush(folder);
        }

        return new FlattenedBlobs(moved, left);
    }

    // What is no blob of ours stays where somebody put it, and so does one whose place other bytes have taken.
    private static bool TryMoveUp(string path, string folder)
    {
        var digest = Path.GetFileName(path);
        var nested = Path.GetFileName(Path.GetDirectoryName(path)!);
        if (!FileBlobStore.IsDigest(digest) || !digest.StartsWith($"{Path.GetFileName(folder)}{nested}", StringComparison.Ordinal))
        {
            return false;
        }

        var target = Path.Combine(folder, digest);
        if (!File.Exists(target))
        {
            File.Move(path, target, overwrite: false);
            return true;
        }

        if (!SameBytes(path, target))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    private static bool SameBytes(string one, string other)
    {
        using var first = File.OpenRead(one);
        using var second = File.OpenRead(other);
        if (first.Length != second.Length)
        {
            return false;
        }

        var (left, right) = (new byte[64 * 1024], new byte[64 * 1024]);
        int read;
        while ((read = first.ReadAtLeast(left, left.Length, throwOnEndOfStream: false)) > 0)
        {
            if (second.ReadAtLeast(right.AsSpan(0, read), read, throwOnEndOfStream: false) != read || !left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read)))
            {
                return false;
            }
        }

        return true;
    }

    private static void DeleteEmpty(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }
}

/// <summary>How many blobs went up into the folder they belong in, and the paths of files that had to stay.</summary>
public sealed record FlattenedBlobs(int Moved, IReadOnlyList<string> Left);
