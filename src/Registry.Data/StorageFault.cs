using Microsoft.Data.Sqlite;
using Npgsql;

namespace Registry.Data;

/// <summary>Tells faults of the storage below from faults of the program.</summary>
public static class StorageFault
{
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int SqliteBusy = 5;
    private const int SqliteFull = 13;

    /// <summary>The kind of the first storage fault among the exception and its causes.</summary>
    public static StorageFaultKind Of(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            switch (fault)
            {
                case IOException { HResult: NoSpaceLeft or QuotaExceeded }:
                case SqliteException { SqliteErrorCode: SqliteFull }:
                case PostgresException { SqlState: PostgresErrorCodes.DiskFull }:
                    return StorageFaultKind.Full;
                case SqliteException { SqliteErrorCode: SqliteBusy }:
                case PostgresException { IsTransient: true }:
                case NpgsqlException and not PostgresException:
                    return StorageFaultKind.Unavailable;
            }
        }

        return StorageFaultKind.None;
    }
}

/// <summary>What ails the storage.</summary>
public enum StorageFaultKind
{
    None = 0,

    /// <summary>No room is left for rows or bytes.</summary>
    Full,

    /// <summary>The database does not answer now, but may soon.</summary>
    Unavailable,
}
