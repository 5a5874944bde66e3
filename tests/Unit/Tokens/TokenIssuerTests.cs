using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Pipelines;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

public class TokenIssuerTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 14, 23, 59, 59, TimeSpan.Zero);
    private static readonly NewToken Laptop = new("laptop", TokenScopes.ReadApi | TokenScopes.Api, Description: "At home");

    [Theory, EveryEngine]
    public async Task A_personal_token_is_kept_as_its_digest_alone(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, new SetTime(Now));
        var user = await data.SaveAsync(Rows.User("ada"));

        var issued = await data.Get<TokenIssuer>().IssuePersonalAsync(user.Id, Laptop, null, Rooms.Somebody, CancellationToken.None);

        await using var database = data.Open();
        var expected = new PersonalAccessToken
        {
            Id = issued.Id,
            UserId = user.Id,
            Name = "laptop",
            Description = "At home",
            Digest = TokenSecret.Digest(issued.Secret),
            Scopes = "api read_api",
            CreatedAt = Now,
            ExpiresAt = new DateTimeOffset(2027, 7, 14, 0, 0, 0, TimeSpan.Zero),
        };
        Assert.Equivalent(expected, await database.PersonalAccessTokens.SingleAsync(), strict: true);
        Assert.Equal(expected.ExpiresAt, issued.ExpiresAt);
        Assert.Empty(await database.PersonalAccessTokenProjects.ToListAsync());
        var audit = await database.AuditEvents.SingleAsync();
        Assert.Equal(("personal_access_token.create", "laptop", Now, Rooms.Somebody), (audit.Action, audit.Target, audit.At, audit.Actor));
    }

    [Theory, EveryEngine]
    public async Task No_secret_is_written_anywhere(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var project = await data.CreateProjectAsync("acme/charts");
        var issuer = data.Get<TokenIssuer>();
        var personal = await issuer.IssuePersonalAsync(user.Id, Laptop, [project], Rooms.Somebody, CancellationToken.None);
        var deploy = await issuer.IssueDeployAsync(new TokenTarget(project, null), Laptop, Rooms.Somebody, CancellationToken.None);
        var job = await data.Get<JobOpener>().OpenAsync(project, user.Id, "main", "abc", Rooms.Somebody, CancellationToken.None);

        var written = await ReadEverythingAsync(data);

        foreach (var secret in new[] { personal.Secret, deploy.Secret, job })
        {
            Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[^38..], written, StringComparison.Ordinal);
            Assert.Contains(Encoding.Latin1.GetString(TokenSecret.Digest(secret)), written, StringComparison.Ordinal);
        }
    }

    [Theory, EveryEngine]
    public async Task A_token_can_be_bound_to_projects_even_to_none(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var first = await data.CreateProjectAsync("acme/first");
        var second = await data.CreateProjectAsync("acme/second");

        var bound = await data.Get<TokenIssuer>().IssuePersonalAsync(user.Id, Laptop, [first, second, first], Rooms.Somebody, CancellationToken.None);
        var useless = await data.Get<TokenIssuer>().IssuePersonalAsync(user.Id, Laptop, [], Rooms.Somebody, CancellationToken.None);

        await using var database = data.Open();
        Assert.Equal([true, true], await database.PersonalAccessTokens.Select(token => token.IsBoundToProjects).ToListAsync());
        Assert.Equal(
            [(bound.Id, first), (bound.Id, second)],
            (await database.PersonalAccessTokenProjects.ToListAsync()).Select(row => (row.TokenId, row.ProjectId)).Order());
        Assert.NotEqual(bound.Id, useless.Id);
    }

    [Theory, EveryEngine]
    public async Task A_chosen_day_ends_a_token_as_it_begins_in_UTC(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, new SetTime(new DateTimeOffset(2028, 1, 31, 0, 0, 0, TimeSpan.Zero)));
        var user = await data.SaveAsync(Rows.User("ada"));

        var issued = await data.Get<TokenIssuer>().IssuePersonalAsync(
            user.Id, Laptop with { ExpiresAt = new DateOnly(2028, 2, 29) }, null, Rooms.Somebody, CancellationToken.None);

        Assert.Equal(new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero), issued.ExpiresAt);
    }

    [Fact]
    public async Task The_lifetime_and_the_prefixes_are_settings_and_0_days_are_for_ever()
    {
        await using var data = await Rooms.CreateAsync(
            DatabaseEngine.Sqlite,
            time: null,
            ("Registry:Tokens:DefaultLifetimeDays", "0"),
            ("Registry:Tokens:MaxLifetimeDays", "0"),
            ("Registry:Tokens:PersonalPrefix", "glpat-"),
            ("Registry:Tokens:DeployPrefix", "gldt-"));
        var user = await data.SaveAsync(Rows.User("ada"));
        var project = await data.CreateProjectAsync("acme/charts");

        var personal = await data.Get<TokenIssuer>().IssuePersonalAsync(user.Id, Laptop, null, Rooms.Somebody, CancellationToken.None);
        var deploy = await data.Get<TokenIssuer>().IssueDeployAsync(new TokenTarget(project, null), Laptop, Rooms.Somebody, CancellationToken.None);

        Assert.Null(personal.ExpiresAt);
        Assert.Matches("^glpat-[0-9A-Za-z]{38}$", personal.Secret);
        Assert.Matches("^gldt-[0-9A-Za-z]{38}$", deploy.Secret);
    }

    [Theory, EveryEngine]
    public async Task A_deploy_token_of_a_group_or_project_is_named_by_its_number_and_never_ends_unless_told(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, new SetTime(Now));
        var project = await data.CreateProjectAsync("acme/charts");
        long group;
        await using (var database = data.Open())
        {
            group = await database.Groups.Select(row => row.Id).SingleAsync();
        }

        var token = new NewToken("cluster", TokenScopes.ReadPackageRegistry);
        var ofProject = await data.Get<TokenIssuer>().IssueDeployAsync(new TokenTarget(project, null), token, Rooms.Somebody, CancellationToken.None);
        var ofGroup = await data.Get<TokenIssuer>().IssueDeployAsync(
            new TokenTarget(null, group), token with { ExpiresAt = new DateOnly(2027, 1, 1) }, Rooms.Somebody, CancellationToken.None);

        Assert.Equal(($"gitlab+deploy-token-{ofProject.Id}", $"gitlab+deploy-token-{ofGroup.Id}"), (ofProject.Username, ofGroup.Username));
        await using var read = data.Open();
        Assert.Equivalent(
            new[]
            {
                new DeployToken
                {
                    Id = ofProject.Id, ProjectId = project, Name = "cluster", Username = ofProject.Username,
                    Digest = TokenSecret.Digest(ofProject.Secret), Scopes = "read_package_registry", CreatedAt = Now,
                },
                new DeployToken
                {
                    Id = ofGroup.Id, GroupId = group, Name = "cluster", Username = ofGroup.Username,
                    Digest = TokenSecret.Digest(ofGroup.Secret), Scopes = "read_package_registry", CreatedAt = Now,
                    ExpiresAt = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
                },
            },
            await read.DeployTokens.OrderBy(row => row.Id).ToListAsync(),
            strict: true);
    }

    // Every value of every table, bytes as Latin-1; of SQLite the files too, with what no table shows any more.
    private static async Task<string> ReadEverythingAsync(TestDatabase data)
    {
        var everything = new StringBuilder();
        await using var database = data.Open();
        await using var connection = await data.ConnectAsync();
        foreach (var table in database.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await using var select = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the model's.
            select.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await select.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    everything.Append(reader.GetValue(column) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : reader.GetValue(column)).Append('\n');
                }
            }
        }

        if (data.Settings.Engine == DatabaseEngine.Sqlite)
        {
            var file = new SqliteConnectionStringBuilder(data.Settings.ConnectionString).DataSource;
            foreach (var path in Directory.GetFiles(Path.GetDirectoryName(file)!, "registry.db*"))
            {
                await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                everything.Append(await reader.ReadToEndAsync());
            }
        }

        return everything.ToString();
    }
}
