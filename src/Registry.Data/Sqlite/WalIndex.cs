using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Registry.Data.Sqlite;

/// <summary>
/// The head of the index that SQLite shares between all programs that have a database open. Each commit writes it, and SQLite
/// itself takes a database for unchanged while it is the same (https://www.sqlite.org/walformat.html, section 2.1). Looking at
/// it here spares the two locks that asking SQLite takes.
/// </summary>
internal sealed unsafe partial class WalIndex
{
    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int MapIndex = 13; // xShmMap among sqlite3_io_methods
    private const int RegionLength = 32768;

    // The compiler cannot name it beside the older SQLitePCLRaw (docs/decisions/0002-sqlite-native.md).
    private static readonly PropertyInfo Handle = typeof(SqliteConnection).GetProperty(nameof(Handle))!;

    private readonly Head* _heads;

    private WalIndex(Head* heads) => _heads = heads;

    /// <summary>The index that an open connection uses, good until that is closed; null where the database keeps no such log.</summary>
    public static WalIndex? Of(SqliteConnection connection)
    {
        using var mode = connection.CreateCommand();
        mode.CommandText = "PRAGMA journal_mode"; // opens the log as well
        if (mode.ExecuteScalar() is not "wal")
        {
            return null;
        }

        // A file begins with the address of its methods, and those with the number of their version; from the second on they map the index.
        void*** file;
        Head* heads;
        return FileControl(((SafeHandle)Handle.GetValue(connection)!).DangerousGetHandle(), "main", FilePointer, &file) == 0
            && *(int*)*file >= 2
            && ((delegate* unmanaged[Cdecl]<void***, int, int, int, Head**, int>)(*file)[MapIndex])(file, 0, RegionLength, 0, &heads) == 0
            && heads is not null
                ? new WalIndex(heads)
                : null;
    }

    /// <summary>The head as it is now. False in the moment in which a commit writes it, as there are two copies of it.</summary>
    public bool TryRead(out Head head)
    {
        Interlocked.MemoryBarrier();
        head = _heads[0];
        Interlocked.MemoryBarrier(); // the other copy is written first
        return head == _heads[1];
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(IntPtr database, string name, int operation, void* result);

    internal readonly record struct Head(UInt128 First, UInt128 Second, UInt128 Third);
}
