using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Unit.Packages;
using Registry.Web.Auth;
using Registry.Web.Searching;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Searching;

/// <summary>What is published is found, by those who may see it and by nobody else.</summary>
public sealed class SearchTests
{
    [Theory, EveryEngine]
    public async Task A_package_is_found_by_name_description_keyword_and_readme(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.ChartAsync("0.1.0", more: "description: Deploys the web tier.\nkeywords: [ingress]\n");
        await shelf.Shelf.NpmAsync("@acme/ui-kit", "1.0.0");
        await shelf.Shelf.NpmAsync("kitchen", "1.0.0");
        Assert.Equal(3, await IndexAsync(shelf));
        Assert.Equal(0, await IndexAsync(shelf));

        foreach (var (text, names) in new[]
        {
            ("chart", "mychart"), ("CHART", "mychart"), ("deploys web", "mychart"), ("ingress", "mychart"), ("kit", "kitchen, @acme/ui-kit"), ("kitch", "kitchen"),
            ("@acme/ui", "@acme/ui-kit"), ("my", "mychart"), ("ki", "kitchen"), ("ki tchen", "kitchen"), ("kitchens", ""), ("zz", ""),
        })
        {
            Assert.Equal((text, names), (text, await FindAsync(shelf, text)));
        }

        Assert.Equal("kitchen, @acme/ui-kit", string.Join(", ", (await SuggestAsync(shelf, "kit")).Select(hit => hit.Name)));
        Assert.Equal("mychart", await FindAsync(shelf, "chart", type: PackageType.Helm));
        Assert.Equal("", await FindAsync(shelf, "chart", type: PackageType.Npm));
        Assert.Equal("", await FindAsync(shelf, "chart", visibility: Visibility.Public));
    }

    [Theory, EveryEngine]
    public async Task The_index_follows_the_newest_version_and_forgets_what_is_gone(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.ChartAsync("0.1.0", more: "description: The first.\ndependencies:\n  - name: redis\n    version: 1.x\n    repository: https://example.com\n");
        var second = await shelf.Shelf.ChartAsync("0.2.0", more: "description: The second.\n");
        await IndexAsync(shelf);
        Assert.Equal(("", "mychart"), (await FindAsync(shelf, "first"), await FindAsync(shelf, "second")));
        await using (var database = shelf.Registry.Open())
        {
            Assert.Empty(await database.PackageDependencies.ToListAsync());
        }

        Assert.Equal(204, (await shelf.Shelf.DeleteAsync($"/packages/{second}")).Status);
        Assert.Equal("", await FindAsync(shelf, "second")); // before the index knows
        await IndexAsync(shelf);
        Assert.Equal(("mychart", ""), (await FindAsync(shelf, "first"), await FindAsync(shelf, "second")));
        await using (var database = shelf.Registry.Open())
        {
            var need = await database.PackageDependencies.SingleAsync();
            Assert.Equal((DependencyKind.Runtime, "redis", "1.x", "https://example.com"), (need.Kind, need.Name, need.Requirement, need.Source));
        }

        Assert.Equal(204, (await shelf.Shelf.DeleteAsync("/packages/1")).Status);
        await IndexAsync(shelf);
        await using var rest = shelf.Registry.Open();
        Assert.Equal((0, 0), (await rest.PackageSearchEntries.CountAsync(), await rest.PackageDependencies.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task Nobody_finds_what_is_not_theirs_nor_what_is_hidden_or_damaged(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.NpmAsync("secret-plan", "1.0.0");
        var hidden = await shelf.Shelf.NpmAsync("secret-hidden", "1.0.0");
        var damaged = await shelf.Shelf.NpmAsync("secret-damaged", "1.0.0");
        var open = await shelf.Registry.CreateProjectAsync("acme/open", Visibility.Public);
        Assert.Equal(200, (await shelf.Registry.PublishAsync(open, "secret-public", "1.0.0", await shelf.Registry.CreateTokenAsync(await OwnerAsync(shelf)))).Status);
        await IndexAsync(shelf);
        await shelf.ChangeAsync(hidden, package => package.Status = PackageStatus.Hidden);
        await shelf.ChangeAsync(damaged, package => package.Status = PackageStatus.Error);
        var stranger = Account(await shelf.Registry.CreateUserAsync("sten"));

        // Before the index has heard of it, and after.
        for (var pass = 0; pass < 2; pass++)
        {
            Assert.Equal("secret-plan, secret-public", await FindAsync(shelf, "secret"));
            foreach (var caller in (Caller[])[Caller.Anonymous.Instance, stranger, Account(shelf.User) with { BoundTo = new HashSet<long>() }])
            {
                foreach (var text in (string[])["secret", "secret-plan", "se", "secret-hidden", "plan", "* OR secret-plan", "\"secret-plan\"", "Name:plan"])
                {
                    var found = await Queries(shelf).FindPackagesAsync(caller, Request(text), 0, 20, default);
                    Assert.All(found.Hits, hit => Assert.Equal("secret-public", hit.Name));
                    Assert.Equal(found.Hits.Count, found.Total);
                    Assert.All(await Queries(shelf).SuggestAsync(caller, SearchWords.Of(text), 8, default), hit => Assert.Equal("secret-public", hit.Name));
                }
            }

            await using var database = shelf.Registry.Open();
            await database.Packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.UpdatedAt, DateTimeOffset.UtcNow));
            await IndexAsync(shelf);
        }

        Assert.Equal(("acme/open", 1), Places(await Queries(shelf).FindProjectsAsync(stranger, SearchWords.Of("acme"), null, 0, 20, default)));
        Assert.Equal(("acme/open, acme/tools/web", 2), Places(await Queries(shelf).FindProjectsAsync(Account(shelf.User), SearchWords.Of("acme"), null, 0, 20, default)));
        Assert.Equal(("acme", 1), Places(await Queries(shelf).FindGroupsAsync(stranger, SearchWords.Of("acme"), null, 0, 20, default)));

        static (string, int) Places(FoundPlaces places) => (string.Join(", ", places.Places.Select(place => place.FullPath)), places.Total);
    }

    [Theory, EveryEngine]
    public async Task Whatever_is_written_is_only_text(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.NpmAsync("plain_name", "1.0.0");
        await IndexAsync(shelf);
        string[] hostile =
        [
            "\"", "\"\"\"", "'; DROP TABLE Packages; --", "*", "***", "NEAR(a b)", "NOT plain", "a AND", "OR OR OR", "^plain", "{Name} : x", "-plain", "(((", "\\", "%%%", "___", "plain%name", "\0\0\0abc",
            "🎉🎉", "🎉🎉🎉🎉", "\ud83d", "\ud83d\ud83d\ud83d", "‮plain", new string('x', 10_000), string.Join(' ', Enumerable.Range(0, 5_000)), new string('"', 500), "  ", "\t\n",
        ];
        foreach (var text in hostile)
        {
            var found = await Queries(shelf).FindPackagesAsync(Account(shelf.User), Request(text), 0, 20, default);
            Assert.True(found.Total == 0 || SearchWords.Of(text).All.Count == 0, text);
            await SuggestAsync(shelf, text);
            Assert.Equal(200, (await shelf.GetFromAsync($"/-/search/suggest?search={Uri.EscapeDataString(text.Length > 2_000 ? text[..2_000] : text)}", token: null)).Status);
        }

        Assert.Equal("plain_name", await FindAsync(shelf, "plain_n"));
        Assert.Equal("plain_name", await FindAsync(shelf, "\0plain\u0001"));
    }

    [Fact]
    public async Task Suggestions_are_for_nobody_in_particular_without_a_session()
    {
        await using var shelf = await ReadShelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.Registry.CreateProjectAsync("acme/open", Visibility.Public);
        await shelf.Shelf.NpmAsync("open-sesame", "1.0.0");
        await IndexAsync(shelf);

        var answer = await shelf.GetFromAsync("/-/search/suggest?search=open", shelf.Token);

        Assert.Equal("""200 [{"kind":"Project","text":"acme/open","detail":"Public","href":"acme/open"}]""", answer.ToString());
        Assert.Equal("private, no-store", answer.Header("Cache-Control"));
        Assert.Equal("200 []", (await shelf.GetFromAsync("/-/search/suggest", token: null)).ToString());
    }

    [Fact]
    public async Task Who_was_cut_off_goes_on_where_it_stood()
    {
        await using var shelf = await ReadShelf.CreateAsync(DatabaseEngine.Sqlite);
        await shelf.Shelf.NpmAsync("early", "1.0.0");
        await IndexAsync(shelf);
        await shelf.Shelf.NpmAsync("late", "1.0.0");
        await using var fresh = ActivatorUtilities.CreateInstance<AsyncIndexer>(shelf.Registry.Services);

        Assert.True(await fresh.Indexer.IndexAsync(default) >= 1);
        Assert.Equal("late", await FindAsync(shelf, "late"));
    }

    private static async Task<User> OwnerAsync(ReadShelf shelf)
    {
        await shelf.Registry.AddMemberAsync("acme/open", shelf.User, AccessLevel.Maintainer);
        return shelf.User;
    }

    private static Task<int> IndexAsync(ReadShelf shelf) => shelf.Registry.Services.GetRequiredService<SearchIndexer>().IndexAsync(default);

    private static SearchQueries Queries(ReadShelf shelf) => shelf.Registry.Services.GetRequiredService<SearchQueries>();

    private static SearchRequest Request(string text) => new(SearchWords.Of(text), null, null, SearchSort.Relevance);

    private static async Task<string> FindAsync(ReadShelf shelf, string text, PackageType? type = null, Visibility? visibility = null)
    {
        var found = await Queries(shelf).FindPackagesAsync(Account(shelf.User), Request(text) with { Type = type, Visibility = visibility }, 0, 20, default);
        Assert.Equal(found.Hits.Count, found.Total);
        return string.Join(", ", found.Hits.Select(hit => hit.Name));
    }

    private static Task<IReadOnlyList<SearchHit>> SuggestAsync(ReadShelf shelf, string text) => Queries(shelf).SuggestAsync(Account(shelf.User), SearchWords.Of(text), 8, default);

    private static Caller.Account Account(User user) => new(user.Id, user.UserName!, false, TokenScopes.Api);

    /// <summary>A second one, as after a new start.</summary>
    private sealed class AsyncIndexer(IServiceProvider services) : IAsyncDisposable
    {
        public SearchIndexer Indexer { get; } = ActivatorUtilities.CreateInstance<SearchIndexer>(services);

        public ValueTask DisposeAsync()
        {
            Indexer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
