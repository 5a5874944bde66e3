using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Hosting.Commands;

/// <summary>What commands answer, and what they refuse.</summary>
public sealed class CommandTests(CommandServer server) : IClassFixture<CommandServer>
{
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
        { "There is no user 'nobody'.", ["user", "password", "nobody", "--password", "correct-horse"] },
        { "Passwords must be at least 8 characters.", ["user", "password", "ada", "--password", "1234567"] },
        { "There is no password on standard input.", ["user", "password", "ada", "--password", "-"] },
        { "Option '--password' is required.\n", ["user", "password", "ada"] },
        { "There is no user 'nobody'.", ["user", "two-factor-off", "nobody"] },
        { "ada does not use two-factor authentication.", ["user", "two-factor-off", "ada"] },
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
    public async Task A_database_that_is_not_there_yet_is_told_and_not_made()
    {
        using var other = new TemporaryDirectory();
        var folder = Path.Combine(other.Path, "data");

        var refused = await server.Process.RunAsync($"--Registry:DataDirectory={folder}", "verify");

        Assert.Equal((1, "", "There is no database yet. Start the server once (serve): it makes one.\n"), (refused.ExitCode, refused.Output, refused.Error));
        Assert.False(Directory.Exists(folder));
    }
}
