using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Registry.Data;

/// <summary>Commands without what EF does about them: for the few statements that every upload comes by.</summary>
internal static class PlainSql
{
    /// <summary>A command over the context's open connection, in its transaction if there is one. The caller disposes of it.</summary>
    public static DbCommand Command(RegistryDbContext database, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in parameters)
        {
            var added = command.CreateParameter();
            (added.ParameterName, added.Value) = ($"@{name}", value);
            command.Parameters.Add(added);
        }

        return command;
    }
}
