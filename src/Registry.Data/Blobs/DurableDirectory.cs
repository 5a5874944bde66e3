using System.Runtime.InteropServices;

namespace Registry.Data.Blobs;

/// <summary>
/// Makes names durable: after a rename the file's bytes are on disk, but its name is not until its folder is flushed too.
/// </summary>
internal static partial class DurableDirectory
{
    private const int ReadOnlyCloseOnExec = 0x80000; // The same on x86-64 and Arm64, as O_DIRECTORY is not.

    /// <summary>Returns once the names in the folder are on disk.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(path, ReadOnlyCloseOnExec);
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
