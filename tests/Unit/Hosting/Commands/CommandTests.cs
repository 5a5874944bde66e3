using System.Net;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting.Commands;

public sealed class CommandTests(CommandTests.Server server) : IClassFixture<CommandTests.Server>
{
    /// <summary>One running registry with a user, a group, a project and a former path.</summary>
    public sealed class Server : IAsyncLifetime
    {
        public RegistryProcess Process { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Process = await RegistryProcess.StartAsync();
            (await Process.RunAsync("user", "create", "ada", "--email", "ada@example.com", "--password", "correct-horse")).Succeeded();
            (await Process.RunAsync("token", "create", "--user", "ada", "--name", "revocable", "--scopes", "api")).Succeeded();
            (await Process.RunAsync("project", "create", "acme/former")).Succeeded();
            (await Process.RunAsync("project", "rename", "acme/former", "charts")).Succeeded();
        }

        public async Task DisposeAsync() => await Process.DisposeAsync();
    }

    public static TheoryData<string, string[]> Successes { get; } = new()
    {
        { @"^\d+\n$", ["user", "create", "eve", "--email", "eve@example.com", "--password", "@correct-horse", "--admin"] },
        { @"^regpat_[0-9A-Za-z]{38}\n$", ["token", "create", "--user", "ADA", "--name", "laptop", "--scopes", "api,read_api"] },
        { @"^regpat_[0-9A-Za-z]{38}\n$", ["token", "create", "--user", "ada", "--name", "x", "--scopes", "api", "--expires-at", $"{DateTime.UtcNow.AddDays(364):yyyy-MM-dd}", "--project", "acme/charts", "--project", "acme/former"] },
        { "^1\n$", ["token", "revoke", "--user", "ada", "--name", "revocable"] },
        { @"^gitlab\+deploy-token-\d+ regdt_[0-9A-Za-z]{38}\n$", ["deploy-token", "create", "acme/charts", "--name", "c", "--scopes", "read_package_registry"] },
        { @"^gitlab\+deploy-token-\d+ regdt_[0-9A-Za-z]{38}\n$", ["deploy-token", "create", "acme", "--name", "c", "--scopes", "write_package_registry", "--expires-at", "2999-12-31"] },
        { @"^regjt_[0-9A-Za-z]{38}\n$", ["job-token", "create", "acme/charts", "--user", "ada", "--ref", "main", "--sha", "3f786850e387550fdab836ed7e6dc881de23001b"] },
        { @"^\d+\n$", ["project", "create", "umbrella/tools/web", "--visibility", "Public"] },
        { "^0 stored files checked, 0 damaged or missing, 0 without a row\\.\n$", ["verify"] },
        { "^acme/charts forwards Npm requests\n$", ["project", "forwarding", "acme/charts", "npm", "on"] },
        { "^acme/charts forwards no Npm requests\n$", ["project", "forwarding", "acme/charts", "npm", "off"] },
        { "^acme/former forwards Npm requests as the server does\n$", ["project", "forwarding", "acme/former", "Npm", "default"] },
        { "^\n?$", ["package", "trash", "acme/charts"] },
        { "^0 packages and 0 single files left the trash; 0 stored files of 0 bytes were deleted\\.\n$", ["sweep"] },
        { "^ada is Maintainer of acme/charts\n$", ["member", "add", "acme/charts", "ada", "maintainer"] },
    };

    public static TheoryData<string, string[]> Failures { get; } = new()
    {
        { "There is no user 'nobody'.", ["token", "create", "--user", "nobody", "--name", "x", "--scopes", "api"] },
        { "'sudo' are no scopes: give one or more of api, read_api, read_package_registry, write_package_registry, separated by commas.", ["token", "create", "--user", "ada", "--name", "x", "--scopes", "sudo"] },
        { "ada has no token 'lost' that works.", ["token", "revoke", "--user", "ada", "--name", "lost"] },
        { "There is no project 'acme'.", ["token", "create", "--user", "ada", "--name", "x", "--scopes", "api", "--project", "acme"] },
        { "'2027-13-01' is no date: write it as 2027-01-31.\n", ["token", "create", "--user", "ada", "--name", "x", "--scopes", "api", "--expires-at", "2027-13-01"] },
        { "'2026-01-31' is not after today: the token would never work.\n", ["token", "create", "--user", "ada", "--name", "x", "--scopes", "api", "--expires-at", "2026-01-31"] },
        { "'tomorrow' is no date: write it as 2027-01-31.\n", ["deploy-token", "create", "acme", "--name", "x", "--scopes", "read_package_registry", "--expires-at", "tomorrow"] },
        { $"Expiration date must be before {DateTime.UtcNow.AddDays(366):yyyy-MM-dd}.", ["token", "create", "--user", "ada", "--name", "x", "--scopes", "api", "--expires-at", "2999-12-31"] },
        { "Option '--scopes' is required.\n", ["token", "create", "--user", "ada", "--name", "x"] },
        { "'api' are no scopes: give one or more of read_package_registry, write_package_registry, separated by commas.", ["deploy-token", "create", "acme", "--name", "x", "--scopes", "api"] },
        { "There is no project or group 'acme/nothing'.", ["deploy-token", "create", "acme/nothing", "--name", "x", "--scopes", "read_package_registry"] },
        { "There is no project 'acme'.", ["job-token", "create", "acme", "--user", "ada", "--ref", "main", "--sha", "x"] },
        { "There is no user 'nobody'.", ["job-token", "create", "acme/charts", "--user", "nobody", "--ref", "main", "--sha", "x"] },
        { "The path 'ACME/charts' is taken.", ["project", "create", "ACME/charts"] },
        { "The path 'acme/former' is taken.", ["project", "create", "acme/former"] },
        { "The path 'acme/charts' is taken.", ["project", "create", "acme/charts/below"] },
        { "'api' is reserved: choose another name.", ["project", "create", "api/charts"] },
        { "'packages' is reserved: choose another name.", ["project", "create", "acme/packages"] },
        { "'charts' names no group or user: give a full path such as acme/charts.", ["project", "create", "charts"] },
        { "'15' is no visibility: give private, internal or public.\n", ["project", "create", "acme/x", "--visibility", "15"] },
        { "'private,public' is no visibility: give private, internal or public.\n", ["project", "create", "acme/x", "--visibility", "private,public"] },
        { "There is no project 'acme'.", ["project", "forwarding", "acme", "npm", "on"] },
        { "Requests for Helm packages are never forwarded: give npm.", ["project", "forwarding", "acme/charts", "helm", "on"] },
        { "There is no project or group 'acme/nothing'.", ["project", "rename", "acme/nothing", "x"] },
        { "'acme' is no project.", ["project", "rename", "acme", "x"] },
        { "'acme/charts' is no group.", ["group", "rename", "acme/charts", "x"] },
        { "'acme/former' is a former path: give the present one.", ["project", "rename", "acme/former", "x"] },
        { "'new' is reserved: choose another name.", ["project", "rename", "acme/charts", "new"] },
        { "The path 'ada' is taken.", ["group", "rename", "acme", "ada"] },
        { "This is a user's own namespace: it is called as the user is.", ["group", "rename", "ada", "x"] },
        { "There is no package 7 in the trash of 'acme/charts'.", ["package", "restore", "acme/charts", "7"] },
        { "There is no package 7 in 'acme/charts'.", ["package", "delete", "acme/charts", "7"] },
        { "There is no project 'acme'.", ["package", "trash", "acme"] },
        { "'admin' is no role: give guest, reporter, developer, maintainer or owner.\n", ["member", "add", "acme", "ada", "admin"] },
        { "There is no user 'nobody'.", ["member", "add", "acme", "nobody", "owner"] },
        { "There is no project or group 'nothing'.", ["member", "add", "nothing", "ada", "owner"] },
        { "'boss' is no role: give guest, reporter, developer, maintainer or owner.\n", ["member", "add", "acme", "ada", "boss"] },
        { "'none' is no role: give guest, reporter, developer, maintainer or owner.\n", ["member", "add", "acme", "ada", "none"] },
        { "'30' is no role: give guest, reporter, developer, maintainer or owner.\n", ["member", "add", "acme", "ada", "30"] },
        { "'guest,reporter' is no role: give guest, reporter, developer, maintainer or owner.\n", ["member", "add", "acme", "ada", "guest,reporter"] },
        { "The name 'ADA' is taken.", ["user", "create", "ADA", "--email", "x@example.com", "--password", "correct-horse"] },
        { "The name 'acme' is taken.", ["user", "create", "acme", "--email", "x@example.com", "--password", "correct-horse"] },
        { "Email 'ada@example.com' is already taken.", ["user", "create", "bob", "--email", "ada@example.com", "--password", "correct-horse"] },
        { "Email 'x' is invalid.", ["user", "create", "bob", "--email", "x", "--password", "correct-horse"] },
        { "Passwords must be at least 8 characters.", ["user", "create", "bob", "--email", "x", "--password", "1234567"] },
        { "The user name cannot hold a slash.", ["user", "create", "a/b", "--email", "x@example.com", "--password", "correct-horse"] },
        { "There is no password on standard input.", ["user", "create", "bob", "--email", "x@example.com", "--password", "-"] },
        { "Unrecognized command or argument 'frobnicate'.\n", ["frobnicate"] },
    };

    [Theory]
    [MemberData(nameof(Successes), DisableDiscoveryEnumeration = true)]
    public async Task The_answer_stands_alone_on_standard_output(string answer, string[] args)
    {
        var result = (await server.Process.RunAsync(args)).Succeeded();

        Assert.Matches(answer, result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task A_refusal_stands_alone_on_standard_error()
    {
        foreach (var failures in Failures.Chunk(4))
        {
            await Task.WhenAll(failures.Select(async failure =>
            {
                var (error, args) = ((string)failure[0], (string[])failure[1]);
                var result = await server.Process.RunAsync(args);
                Assert.Equal((string.Join(' ', args), 1, "", error + "\n"), (string.Join(' ', args), result.ExitCode, result.Output, result.Error));
            }));
        }
    }

    [Fact]
    public async Task A_password_can_come_by_standard_input()
    {
        var made = await server.Process.RunWithInputAsync("correct-horse\nanother line\n", "user", "create", "ina", "--email", "ina@example.com", "--password", "-");
        var weak = await server.Process.RunWithInputAsync("short\n", "user", "create", "weak", "--email", "weak@example.com", "--password", "-");

        Assert.Matches(@"^\d+\n$", made.Succeeded().Output);
        Assert.Equal((1, "", "Passwords must be at least 8 characters.\n"), (weak.ExitCode, weak.Output, weak.Error));
    }

    [Fact]
    public async Task A_database_that_is_not_there_yet_is_told_and_not_made()
    {
        using var other = new TemporaryDirectory();
        var folder = Path.Combine(other.Path, "data");

        var refused = await server.Process.RunAsync($"--Registry:DataDirectory={folder}", "verify");

        Assert.Equal((1, "", "There is no database yet. Start the server once (serve): it makes one.\n"), (refused.ExitCode, refused.Output, refused.Error));
        Assert.False(Directory.Exists(folder));
    }

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
