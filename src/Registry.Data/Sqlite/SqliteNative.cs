using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Registry.Data.Sqlite;

/// <summary>
/// Makes SQLitePCLRaw 2.0.6 serve where EF Core asks for 2.1.12 (docs/decisions/0002-sqlite-native.md): delete this file
/// the day the newer bundle can be restored. The system's SQLite, where there is one, is years newer than the bundled one.
/// </summary>
internal static class SqliteNative
{
    private const string SystemLibrary = "libsqlite3.so.0";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It must run before the first use of Microsoft.Data.Sqlite, wherever that is.")]
    internal static void Load()
    {
        var core = typeof(SQLitePCL.raw).Assembly;
        AssemblyLoadContext.Default.Resolving += (_, wanted) => wanted.Name == core.GetName().Name ? core : null;

        if (NativeLibrary.TryLoad(SystemLibrary, out var system))
        {
            var provider = typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly;
            NativeLibrary.SetDllImportResolver(provider, Find);
            NativeLibrary.SetDllImportResolver(typeof(SqliteNative).Assembly, Find); // WalIndex must call the same one
        }

        SQLitePCL.Batteries_V2.Init();

        IntPtr Find(string name, Assembly assembly, DllImportSearchPath? path) => name == "e_sqlite3" ? system : IntPtr.Zero;
    }
}
