using System.Net;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting.Commands;

/// <summary>What commands do to a server that runs, and to its files.</summary>
public sealed class CommandEffectTests
{
    [Fact]
    public async Task Verify_fails_on_a_damaged_file_and_on_a_missing_one()
    {
        await using var registry = await RegistryProcess.StartAsync();
        var kept = Path.Combine(registry.DataDirectory, "blobs", "sha256", "aa");
        Directory.CreateDirectory(kept);
        var (damaged, missing) = (new string('a', 64), new string('b', 64));
        await File.WriteAllTextAsync(Path.Combine(kept, damaged), "abc");
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(registry.DataDirectory, "registry.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var insert = database.CreateCommand();
            insert.CommandText = """INSERT INTO "Blobs" ("Digest", "Size", "CreatedAt") VALUES ($damaged, 3, 0), ($missing, 3, 0)""";
            insert.Parameters.AddWithValue("$damaged", damaged);
            insert.Parameters.AddWithValue("$missing", missing);
            await insert.ExecuteNonQueryAsync();
        }

        var result = await registry.RunAsync("verify");

        Assert.Equal(
            (1, "", $"{damaged}: the file's bytes have changed; used by nothing\n{missing}: the file is missing; used by nothing\n2 stored files checked, 2 damaged or missing, 0 without a row.\n"),
            (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_running_server_sees_at_the_next_request_what_a_command_did(bool postgreSql)
    {
        var settings = postgreSql
            ? new Dictionary<string, string?> { ["Registry:Database:Engine"] = "PostgreSql", ["Registry:Database:ConnectionString"] = await PostgreSqlServer.CreateDatabaseAsync() }
            : null;
        await using var registry = await RegistryProcess.StartAsync(settings);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = registry.Address };
        await PrintAsync("user", "create", "ada", "--email", "ada@example.com", "--password", "correct-horse");
        var id = await PrintAsync("project", "create", "acme/charts");
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(client, "acme%2Fcharts"));

        client.DefaultRequestHeaders.Add("PRIVATE-TOKEN", await PrintAsync("token", "create", "--user", "ada", "--name", "x", "--scopes", "api"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(client, "acme%2Fcharts"));
        Assert.Equal("ada is Reporter of acme", await PrintAsync("member", "add", "acme", "ada", "reporter"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "acme%2Fcharts"));
        Assert.Equal("ada is Guest of acme", await PrintAsync("member", "add", "acme", "ada", "guest"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(client, "acme%2Fcharts"));
        Assert.Equal("ada is Owner of acme/charts", await PrintAsync("member", "add", "acme/charts", "ada", "owner"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "acme%2Fcharts"));

        Assert.Equal("acme/helm", await PrintAsync("project", "rename", "acme/charts", "helm"));
        Assert.Equal(HttpStatusCode.MovedPermanently, await GetAsync(client, "acme%2Fcharts"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "acme%2Fhelm"));
        Assert.Equal("umbrella", await PrintAsync("group", "rename", "acme", "umbrella"));
        foreach (var former in new[] { "acme%2Fcharts", "acme%2Fhelm" })
        {
            Assert.Equal(HttpStatusCode.MovedPermanently, await GetAsync(client, former));
        }

        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "umbrella%2Fhelm"));
        Assert.Equal("acme", await PrintAsync("group", "rename", "umbrella", "acme"));
        Assert.Equal("acme/charts", await PrintAsync("project", "rename", "acme/helm", "charts"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "acme%2Fcharts"));
        Assert.Equal(HttpStatusCode.MovedPermanently, await GetAsync(client, "umbrella%2Fhelm"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, id));

        async Task<string> PrintAsync(params string[] args) => (await registry.RunAsync(args)).Succeeded().Output.TrimEnd('\n');
    }

    [Fact]
    public async Task The_setup_link_of_a_new_server_is_closed_by_an_administrator_of_the_command_line()
    {
        await using var registry = await RegistryProcess.StartAsync(new Dictionary<string, string?> { ["Registry:PathBase"] = "/packages" });
        Assert.Matches($"Registry is new\\. Create its administrator: {registry.Address}packages/setup\\?code=[a-z0-9]{{32}}\n", registry.Printed);

        (await registry.RunAsync("user", "create", "root", "--email", "root@example.com", "--password", "correct-horse", "--admin")).Succeeded();
        await registry.StopAsync();
        var before = registry.Printed.Length;
        await registry.StartAgainAsync();
        await registry.StopAsync();

        Assert.DoesNotContain("Registry is new", registry.Printed[before..], StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string project)
    {
        using var response = await client.GetAsync($"/api/v4/projects/{project}/packages/helm/stable/index.yaml");
        return response.StatusCode;
    }
}
