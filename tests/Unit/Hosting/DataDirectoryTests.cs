using Microsoft.Data.Sqlite;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public class DataDirectoryTests
{
    [Fact]
    public async Task A_second_server_is_refused_and_harms_nothing()
    {
        await using var first = await RegistryProcess.StartAsync();
        var staged = Path.Combine(first.DataDirectory, "blobs", "staging", "of-the-first");
        await File.WriteAllTextAsync(staged, "half a chart");

        var second = await first.RunAsync("serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(
            (1, "", $"Another Registry serves the data directory {first.DataDirectory} already. Stop it first, or set Registry:DataDirectory to another folder.\n"),
            (second.ExitCode, second.Output, second.Error));
        Assert.Equal("half a chart", await File.ReadAllTextAsync(staged));
        using var client = new HttpClient { BaseAddress = first.Address };
        Assert.Equal("""{"status":"ok","checks":{"blobs":"ok","database":"ok"}}""", await client.GetStringAsync("/-/readiness"));
        Assert.Equal(0, await first.StopAsync());

        await first.StartAgainAsync();
        Assert.False(File.Exists(staged));
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused_by_the_server_and_by_commands()
    {
        await using var registry = await RegistryProcess.StartAsync();
        await registry.StopAsync();
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(registry.DataDirectory, "registry.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var insert = database.CreateCommand();
            insert.CommandText = """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""";
            await insert.ExecuteNonQueryAsync();
        }

        foreach (var args in new string[][] { ["serve", "--urls", "http://127.0.0.1:0"], ["verify"] })
        {
            var refused = await registry.RunAsync(args);

            Assert.Equal(
                (1, "", "The database was written by a newer version of Registry (it holds the migration 29990101000000_Future). Run that version, or restore a backup made before the upgrade.\n"),
                (refused.ExitCode, refused.Output, refused.Error));
        }
    }

    [Fact]
    public async Task What_an_operator_can_mend_is_told_in_a_line()
    {
        await using var registry = await RegistryProcess.StartAsync();
        using var other = new TemporaryDirectory();
        var file = Path.Combine(other.Path, "file");
        await File.WriteAllTextAsync(file, "");
        string[] elsewhere = ["serve", $"--Registry:DataDirectory={other.Folder("data")}"];

        await ExpectAsync($"Failed to bind to address {registry.Address.ToString().TrimEnd('/')}: address already in use.\n", [.. elsewhere, "--urls", registry.Address.ToString()], withLog: true);
        await ExpectAsync(
            $"Cannot make the data directory {file}: The file '{file}' already exists. Set Registry:DataDirectory to a folder that can be written.\n",
            ["serve", $"--Registry:DataDirectory={file}"]);
        await ExpectAsync(
            "The settings have faults:\n- Registry:Pat is not a setting. appsettings.sample.json lists them all.\n- Registry:PathBase 'x' must begin with a slash and not end with one, such as /registry.\n",
            [.. elsewhere, "--Registry:Pat=1", "--Registry:PathBase", "x"]);
        string[] noServer = ["--Registry:Database:Engine=PostgreSql", "--Registry:Database:ConnectionString=Host=127.0.0.1;Port=1;Username=u"];
        await ExpectAsync("The database cannot be used: Failed to connect to 127.0.0.1:1: Connection refused\n", [.. elsewhere, .. noServer]);
        await ExpectAsync("The database cannot be used: Failed to connect to 127.0.0.1:1: Connection refused\n", ["verify", .. noServer]);

        async Task ExpectAsync(string error, string[] args, bool withLog = false)
        {
            var refused = await registry.RunAsync(args);
            Assert.Equal((1, error), (refused.ExitCode, refused.Error));
            Assert.True(withLog || refused.Output.Length == 0, refused.Output);
        }
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_told_in_a_line()
    {
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "appsettings.json");
        await File.WriteAllTextAsync(file, "{ \"Registry\": ");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RegistryProcess.StartAsync(new Dictionary<string, string?> { ["ASPNETCORE_CONTENTROOT"] = folder.Path }));

        Assert.Equal(
            $"The program ended with exit code 1. It printed:\nFailed to load configuration from file '{file}'. "
            + "Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 14.\n",
            failure.Message);
    }

    [Fact]
    public async Task The_running_server_prints_no_query_and_no_token()
    {
        await using var registry = await RegistryProcess.StartAsync();
        using var client = new HttpClient { BaseAddress = registry.Address };
        await client.GetAsync("/-/health?private_token=very-private");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v4/projects/1/packages/helm/stable/index.yaml?token=very-private");
        request.Headers.Add("PRIVATE-TOKEN", "regpat_0123456789ABCDEFGHIJKLMNOPQRSTUV1QWQhq");
        request.Headers.Add("X-Request-Id", "the-last");
        await client.SendAsync(request);
        await registry.StopAsync();

        Assert.Contains("\"request_id\":\"the-last\"", registry.Printed, StringComparison.Ordinal);
        Assert.Contains("\"path\":\"/-/health\"", registry.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("very-private", registry.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789ABCDEFGHIJKLMNOPQRSTUV", registry.Printed, StringComparison.Ordinal);
    }
}
