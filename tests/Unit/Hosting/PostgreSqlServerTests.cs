using Npgsql;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public class PostgreSqlServerTests
{
    [Fact]
    public async Task A_fresh_database_answers()
    {
        await using var connection = new NpgsqlConnection(await PostgreSqlServer.CreateDatabaseAsync());
        await connection.OpenAsync();
        await using var select = new NpgsqlCommand("SELECT 1", connection);

        Assert.Equal(1, await select.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Databases_share_nothing()
    {
        await using var first = new NpgsqlConnection(await PostgreSqlServer.CreateDatabaseAsync());
        await using var second = new NpgsqlConnection(await PostgreSqlServer.CreateDatabaseAsync());
        await first.OpenAsync();
        await second.OpenAsync();

        await using var create = new NpgsqlCommand("CREATE TABLE only_here (id int)", first);
        await create.ExecuteNonQueryAsync();

        await using var look = new NpgsqlCommand("SELECT to_regclass('only_here')::text", second);
        Assert.Equal(DBNull.Value, await look.ExecuteScalarAsync());
    }
}
