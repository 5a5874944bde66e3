using System.Net;
using Npgsql;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("/-/health", "text/plain; charset=utf-8", "Registry OK\n")]
    [InlineData("/-/liveness", "application/json; charset=utf-8", """{"status":"ok"}""")]
    [InlineData("/-/readiness", "application/json; charset=utf-8", """{"status":"ok","checks":{"blobs":"ok","database":"ok"}}""")]
    public async Task Whoever_asks_is_told(string path, string type, string body)
    {
        await using var app = await TinyApp.StartRegistryAsync(_directory.Path);

        using var response = await app.Client.GetAsync(path);

        Assert.Equal(
            (HttpStatusCode.OK, type, body),
            (response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_blob_folder_that_cannot_be_written_is_told_apart_and_the_program_lives()
    {
        await using var app = await TinyApp.StartRegistryAsync(_directory.Path);
        var blobs = Path.Combine(_directory.Path, "blobs");
        Directory.Delete(blobs, recursive: true);
        await File.WriteAllTextAsync(blobs, "");

        await ExpectAsync(app, HttpStatusCode.ServiceUnavailable, """{"status":"failed","checks":{"blobs":"failed","database":"ok"}}""");
        Assert.Equal("""{"status":"ok"}""", await app.Client.GetStringAsync("/-/liveness"));

        File.Delete(blobs);
        Directory.CreateDirectory(Path.Combine(blobs, "staging"));
        await ExpectAsync(app, HttpStatusCode.OK, """{"status":"ok","checks":{"blobs":"ok","database":"ok"}}""");
    }

    [Fact]
    public async Task A_database_that_is_gone_is_told_apart()
    {
        var connection = await PostgreSqlServer.CreateDatabaseAsync();
        await using var app = await TinyApp.StartRegistryAsync(
            _directory.Path, "Registry:Database:Engine=PostgreSql", $"Registry:Database:ConnectionString={connection}");
        await ExpectAsync(app, HttpStatusCode.OK, """{"status":"ok","checks":{"blobs":"ok","database":"ok"}}""");

        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await using (var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres" }.ConnectionString))
        {
            await server.OpenAsync();
#pragma warning disable CA2100 // The fixture made the name.
            await using var drop = new NpgsqlCommand($"DROP DATABASE {name} WITH (FORCE)", server);
#pragma warning restore CA2100
            await drop.ExecuteNonQueryAsync();
        }

        await ExpectAsync(app, HttpStatusCode.ServiceUnavailable, """{"status":"failed","checks":{"blobs":"ok","database":"failed"}}""");
    }

    private static async Task ExpectAsync(TinyApp app, HttpStatusCode status, string body)
    {
        using var response = await app.Client.GetAsync("/-/readiness");
        Assert.Equal((status, body), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
