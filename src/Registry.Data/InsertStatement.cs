using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Registry.Data;

/// <summary>How entities of a type become rows, after the model: for rows that are added without the change tracker.</summary>
internal sealed class InsertStatement
{
    private static readonly ConditionalWeakTable<IEntityType, InsertStatement> Known = [];

    private readonly IColumnMapping[] _columns;
    private readonly IProperty? _generated;
    private readonly string _opening;
    private readonly string _ending;

    private InsertStatement(IEntityType entity)
    {
        var table = entity.GetTableMappings().Single().Table; // its columns, for those of an Actor are mapped by the Actor
        _generated = entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key] ? key : null;
        _columns = [.. table.Columns.Select(column => column.PropertyMappings.Single()).Where(mapping => mapping.Property != _generated)];
        _opening = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", _columns.Select(mapping => $"\"{mapping.Column.Name}\""))}) VALUES (";
        _ending = _generated is null ? ");" : $") RETURNING \"{_generated.GetColumnName()}\";";
    }

    /// <summary>Adds the rows by one command in the open transaction, and sets the keys that the database makes.</summary>
    public static async Task RunAsync(RegistryDbContext database, object[] rows, CancellationToken cancellationToken)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction!.GetDbTransaction();
        var sql = new StringBuilder();
        var statements = Array.ConvertAll(rows, row => Of(database.Model, row));
        for (var at = 0; at < rows.Length; at++)
        {
            statements[at].AddTo(command, sql, rows[at]);
        }

        command.CommandText = sql.ToString();
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            for (var at = 0; at < rows.Length; at++)
            {
                if (statements[at]._generated is { PropertyInfo: { } key })
                {
                    await reader.ReadAsync(cancellationToken);
                    key.SetValue(rows[at], reader.GetInt64(0));
                    await reader.NextResultAsync(cancellationToken);
                }
            }
        }
        catch (DbException fault)
        {
            throw new DbUpdateException($"A row was not added: {fault.Message}", fault);
        }
    }

    private static InsertStatement Of(IModel model, object row) =>
        Known.GetValue(model.FindEntityType(row.GetType()) ?? throw new ArgumentException($"{row.GetType()} is no row.", nameof(row)), entity => new InsertStatement(entity));

    private void AddTo(DbCommand command, StringBuilder sql, object row)
    {
        sql.Append(_opening);
        for (var at = 0; at < _columns.Length; at++)
        {
            var name = $"@p{command.Parameters.Count}";
            var value = _columns[at].Property.GetGetter().GetClrValueUsingContainingEntity(row);
            command.Parameters.Add(_columns[at].TypeMapping.CreateParameter(command, name, value));
            sql.Append(at == 0 ? "" : ", ").Append(name);
        }

        sql.Append(_ending);
    }
}
