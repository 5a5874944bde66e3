using System.Runtime.InteropServices;

namespace Registry.Data.Blobs;

/// <summary>
/// Makes names durable: after a rename the file's bytes are on disk, but its name is not until its folder is flushed too.
/// </summary>
internal static partial class DurableDirectory
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    /// <summary>Creates the folder and its missing parents below <paramref name="root"/>, each of them durable.</summary>
    public static void Create(string root, string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        if (path.Length > root.Length)
        {
            Create(root, parent);
        }

        Directory.CreateDirectory(path);
        Flush(parent);
    }

    /// <summary>Returns once the names in the folder are on disk.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(path, ReadOnlyDirectory);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open the folder {path} to flush it: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        }

        try
        {
            if (Synchronize(descriptor) != 0)
            {
                throw new IOException($"Cannot flush the folder {path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
