using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Auth;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

/// <summary>A user's own tokens as the page lists them.</summary>
public sealed class PersonalTokenListingTests
{
    [Theory, EveryEngine]
    public async Task Tokens_that_work_and_those_that_did_are_listed_apart(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var (ada, _) = await FillAsync(data);

        Assert.Equal("never, far, soon (3 of 3 + 2)", await ShowAsync(data, ada, new(Active: true, null, null, PersonalTokenOrder.Made)));
        Assert.Equal("revoked, expired (2 of 3 + 2)", await ShowAsync(data, ada, new(Active: false, null, null, PersonalTokenOrder.Made)));
    }

    [Theory, EveryEngine]
    public async Task The_list_is_ordered_and_filtered_as_asked(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var (ada, _) = await FillAsync(data);

        Assert.Equal("soon, far, never (3 of 3 + 2)", await ShowAsync(data, ada, new(true, null, null, PersonalTokenOrder.Ends)));
        Assert.Equal("far, never, soon (3 of 3 + 2)", await ShowAsync(data, ada, new(true, null, null, PersonalTokenOrder.Used)));
        Assert.Equal("far, never, soon (3 of 3 + 2)", await ShowAsync(data, ada, new(true, null, null, PersonalTokenOrder.Name)));
        Assert.Equal("soon (1 of 3 + 2)", await ShowAsync(data, ada, new(true, "SOO", null, PersonalTokenOrder.Made)));
        Assert.Equal("far (1 of 3 + 2)", await ShowAsync(data, ada, new(true, "laptop", null, PersonalTokenOrder.Made)));
        Assert.Equal("never (1 of 3 + 2)", await ShowAsync(data, ada, new(true, null, "api", PersonalTokenOrder.Made))); // read_api is another
        Assert.Equal(" (0 of 3 + 2)", await ShowAsync(data, ada, new(true, null, "write_package_registry", PersonalTokenOrder.Made)));
    }

    [Theory, EveryEngine]
    public async Task A_bound_token_names_its_projects_and_others_name_none(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var (ada, eve) = await FillAsync(data);
        var project = await Rooms.CreateProjectAsync(data, "acme/charts");
        await data.Get<TokenIssuer>().IssuePersonalAsync(eve, new NewToken("bound", TokenScopes.Api), [project], Rooms.Somebody, CancellationToken.None);

        var tokens = (await data.Get<PersonalTokenListing>().ListAsync(eve, new(true, null, null, PersonalTokenOrder.Made), 0, 20, CancellationToken.None)).Tokens;

        Assert.Equal(["acme/charts"], tokens[0].BoundTo);
        Assert.Null(tokens[1].BoundTo);
        Assert.Null(await data.Get<PersonalTokenListing>().FindAsync(ada, tokens[0].Token.Id, CancellationToken.None)); // somebody else's
        Assert.Equal("bound", (await data.Get<PersonalTokenListing>().FindAsync(eve, tokens[0].Token.Id, CancellationToken.None))!.Name);
    }

    [Theory, EveryEngine]
    public async Task A_token_can_be_bound_to_projects_in_which_its_user_has_a_role(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var (ada, _) = await FillAsync(data);
        foreach (var path in (string[])["acme/b", "acme/a", "other/open"])
        {
            await Rooms.CreateProjectAsync(data, path, Visibility.Public);
        }

        await data.Get<Registry.Web.Projects.MemberAddition>().AddAsync("acme", ada, AccessLevel.Guest, Rooms.Somebody, CancellationToken.None);
        var user = new Caller.Account(ada, "ada", IsAdmin: false, TokenScopes.Api);
        var projects = data.Get<BindableProjects>();

        Assert.Equal(["acme/a", "acme/b"], (await projects.ListAsync(user, 10, CancellationToken.None)).Select(project => project.FullPath));
        Assert.Equal(["acme/a"], (await projects.ListAsync(user, 1, CancellationToken.None)).Select(project => project.FullPath));
        Assert.Equal(["acme/b"], (await projects.FindAsync(user, ["ACME/B", "other/open", "acme/none"], CancellationToken.None)).Select(project => project.FullPath));
        Assert.Equal(["other/open"], (await projects.FindAsync(user with { IsAdmin = true }, ["other/open"], CancellationToken.None)).Select(project => project.FullPath));
    }

    [Theory, EveryEngine]
    public async Task Deploy_tokens_of_the_groups_above_are_inherited_and_of_no_others(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var project = await Rooms.CreateProjectAsync(data, "acme/tools/charts");
        await Rooms.CreateProjectAsync(data, "other/charts");
        await using var database = data.Open();
        var groups = database.Groups.ToDictionary(group => group.FullPath, group => group.Id);
        foreach (var (name, group) in new[] { ("deep", "acme/tools"), ("top", "acme"), ("foreign", "other") })
        {
            await data.Get<TokenIssuer>().IssueDeployAsync(
                new TokenTarget(null, groups[group]), new NewToken(name, TokenScopes.ReadPackageRegistry), Rooms.Somebody, CancellationToken.None);
        }

        Assert.Equal(["acme top", "acme/tools deep"], await InheritedAsync(new TokenTarget(project, null)));
        Assert.Equal(["acme top"], await InheritedAsync(new TokenTarget(null, groups["acme/tools"])));
        Assert.Empty(await InheritedAsync(new TokenTarget(null, groups["acme"])));

        async Task<IEnumerable<string>> InheritedAsync(TokenTarget target) =>
            (await data.Get<DeployTokens>().ListInheritedAsync(target, 10, CancellationToken.None)).Select(one => $"{one.GroupPath} {one.Token.Name}");
    }

    private static async Task<(long Ada, long Eve)> FillAsync(TestDatabase data)
    {
        var ada = ((Registry.Web.Accounts.UserCreationResult.Created)await Rooms.CreateUserAsync(data, "ada")).User.Id;
        var eve = ((Registry.Web.Accounts.UserCreationResult.Created)await Rooms.CreateUserAsync(data, "eve")).User.Id;
        var now = DateTimeOffset.UtcNow;
        await AddAsync("expired", "api", ends: now.AddDays(-3));
        await AddAsync("revoked", "api", revoked: now.AddDays(-1));
        await AddAsync("soon", "read_api", ends: now.AddDays(10));
        await AddAsync("far", "read_api read_package_registry", ends: now.AddDays(300), used: now.AddDays(-1), description: "My Laptop");
        await AddAsync("never", "api");
        await data.SaveAsync(Row(eve, "of eve", "api", null, null, null, null));
        return (ada, eve);

        Task AddAsync(string name, string scopes, DateTimeOffset? ends = null, DateTimeOffset? revoked = null, DateTimeOffset? used = null, string? description = null) =>
            data.SaveAsync(Row(ada, name, scopes, ends, revoked, used, description));
    }

    private static PersonalAccessToken Row(long user, string name, string scopes, DateTimeOffset? ends, DateTimeOffset? revoked, DateTimeOffset? used, string? description) => new()
    {
        UserId = user,
        Name = name,
        Description = description,
        Digest = TokenSecret.Digest(name),
        Scopes = scopes,
        CreatedAt = DateTimeOffset.UtcNow.AddDays(-30),
        ExpiresAt = ends,
        RevokedAt = revoked,
        LastUsedAt = used,
    };

    private static async Task<string> ShowAsync(TestDatabase data, long userId, PersonalTokenWish wish)
    {
        var part = await data.Get<PersonalTokenListing>().ListAsync(userId, wish, 0, 20, CancellationToken.None);
        return $"{string.Join(", ", part.Tokens.Select(one => one.Token.Name))} ({part.Total} of {part.Active} + {part.Inactive})";
    }
}
