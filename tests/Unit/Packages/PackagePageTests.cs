using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Archives;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Unit.Hosting;
using Registry.Unit.Npm;
using Registry.Web.Auth;
using Registry.Web.Packages;
using Registry.Web.Packages.Contents;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What a version's page is made of: its contents, its neighbours, its addresses.</summary>
public sealed class PackagePageTests
{
    [Fact]
    public async Task A_name_leads_to_the_page_of_its_newest_version()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        foreach (var version in (string[])["1.0.0", "1.10.0", "1.9.0", "2.0.0-rc.1"])
        {
            Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web", version), token)).Status);
        }

        Assert.Equal(200, (await registry.PublishAsync(id, "@acme/tool", "1.0.0", token)).Status);

        foreach (var (address, page) in new[] { ("helm/web", 2), ("npm/@acme/tool", 5), ("npm/@acme%2Ftool", 5) })
        {
            var answer = await registry.GetAsync($"/acme/open/-/packages/by_name/{address}");
            Assert.Equal((302, $"/acme/open/-/packages/{page}", "no-store"), (answer.Status, answer.Header("Location"), answer.Header("Cache-Control")));
        }

        foreach (var address in (string[])["helm/nothing", "npm/web", "maven/web", "nonsense/web"])
        {
            Assert.Equal(404, (await registry.GetAsync($"/acme/open/-/packages/by_name/{address}")).Status);
        }
    }

    [Fact]
    public async Task A_text_of_a_package_is_handed_out_as_text_and_nothing_else_is()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        var chart = new TestTar().File("web/Chart.yaml", TestCharts.ChartYaml("web", "1.0.0")).File("web/page.html", "<script>alert(1)</script>").File("web/logo.png", [0, 1, 2])
            .File("web/large.txt", new string('x', ContentFile.ShownSize + 1)).ToTgz();
        Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", chart, token)).Status);

        var page = await registry.GetAsync("/acme/open/-/packages/1/raw?path=page.html");

        Assert.Equal("200 <script>alert(1)</script>", page.ToString());
        Assert.Equal(
            ("text/plain; charset=utf-8", "nosniff", "default-src 'none'; sandbox", "private, no-cache"),
            (page.Header("Content-Type"), page.Header("X-Content-Type-Options"), page.Header("Content-Security-Policy"), page.Header("Cache-Control")));
        foreach (var path in (string[])["logo.png", "large.txt", "nothing", "../Chart.yaml", "web/page.html", ""])
        {
            Assert.Equal(404, (await registry.GetAsync($"/acme/open/-/packages/1/raw?path={path}")).Status);
        }
    }

    [Fact]
    public async Task A_picture_of_a_package_is_handed_out_as_what_it_is_and_nothing_else_is()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        byte[] png = [0x89, .. "PNG\r\n\x1a\n and more"u8];
        const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        var chart = new TestTar().File("web/Chart.yaml", TestCharts.ChartYaml("web", "1.0.0")).File("web/README.md", "![a](docs/a.png) ![b](b.svg) ![c](page.png)")
            .File("web/docs/a.png", png).File("web/b.svg", Svg).File("web/page.png", "<script>alert(1)</script>").File("web/page.html", "<p>").File("web/other.bin", png)
            .File("web/huge.png", [.. png, .. new byte[Picture.LargestSize]]).ToTgz();
        Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", chart, token)).Status);

        foreach (var (path, type, length) in new[] { ("docs/a.png", "image/png", png.Length), ("b.svg", "image/svg+xml", Svg.Length) })
        {
            var picture = await registry.GetAsync($"/acme/open/-/packages/1/picture?path={path}");
            Assert.Equal((200, type, length), (picture.Status, picture.Header("Content-Type"), picture.Bytes.Length));
            Assert.Equal(
                ("nosniff", "default-src 'none'; style-src 'unsafe-inline'; sandbox", "private, no-cache"),
                (picture.Header("X-Content-Type-Options"), picture.Header("Content-Security-Policy"), picture.Header("Cache-Control")));
            var again = await registry.SendAsync(HttpMethod.Get, $"/acme/open/-/packages/1/picture?path={path}", headers: headers => headers.TryAddWithoutValidation("If-None-Match", picture.Header("ETag")));
            Assert.Equal((304, 0), (again.Status, again.Bytes.Length));
        }

        foreach (var path in (string[])["page.png", "page.html", "other.bin", "huge.png", "README.md", "../web/b.svg", "web/b.svg", "nothing.png", ""])
        {
            Assert.Equal(404, (await registry.GetAsync($"/acme/open/-/packages/1/picture?path={path}")).Status);
        }

        var readme = (await registry.GetAsync("/acme/open/-/packages/1?tab=readme")).Text;
        Assert.Contains("src=\"/acme/open/-/packages/1/picture?path=docs%2Fa.png\" alt=\"a\"", readme, StringComparison.Ordinal);
        Assert.Contains("src=\"/acme/open/-/packages/1/picture?path=b.svg\" alt=\"b\"", readme, StringComparison.Ordinal);
        Assert.Contains("<span class=\"picture\">c</span>", readme, StringComparison.Ordinal);
        Assert.Contains("picture?path=docs%2Fa.png", (await registry.GetAsync("/acme/open/-/packages/1?tab=code&file=docs/a.png")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Pictures_from_elsewhere_are_shown_to_who_asks_on_the_page_and_by_no_link(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (id, token) = await OpenProjectAsync(registry);
        var chart = new TestTar().File("web/Chart.yaml", TestCharts.ChartYaml("web", "1.0.0"))
            .File("web/README.md", "![a](https://pictures.example/a.gif) [more](/acme/open/-/packages/1?tab=readme&images=1)").ToTgz();
        Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", chart, token)).Status);
        const string Page = "/acme/open/-/packages/1?tab=readme";
        using var browser = new FormBrowser(registry);
        foreach (var site in (string?[])["same-origin", "cross-site", "none", null])
        {
            var closed = await browser.GetAsync($"{Page}&images=1", [.. site is null ? Array.Empty<(string, string)>() : [("Sec-Fetch-Site", site)]]);
            Assert.Equal(200, closed.Status);
            Assert.Contains("Load 1 image from elsewhere", closed.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("src=\"https://pictures.example/a.gif\"", closed.Text, StringComparison.Ordinal);
            Assert.Contains("img-src 'self' data:;", closed.Header("Content-Security-Policy"), StringComparison.Ordinal);
        }

        var forged = await registry.SendAsync(HttpMethod.Post, Page, content: new FormUrlEncodedContent([new("_handler", "images")]));
        var open = await browser.SendAsync(Page, "images");

        Assert.Equal(400, forged.Status);
        Assert.DoesNotContain("https:;", forged.Header("Content-Security-Policy") ?? "", StringComparison.Ordinal);
        Assert.Equal(200, open.Status);
        Assert.Contains("src=\"https://pictures.example/a.gif\"", open.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("from elsewhere", open.Text, StringComparison.Ordinal);
        Assert.Contains("img-src 'self' data: https:;", open.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_large_archive_the_beginning_is_shown_and_the_page_says_so()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        var tarball = new TestTar().File("package/package.json", new TestPackage("big").PackageJson).File("package/index.js", "begun()")
            .File("package/zeros.bin", new byte[ContentCollector.MostUnpacked]).File("package/later.js", "later()").ToTgz();
        Assert.Equal(200, (await PublishAsync(new TestPackage("big") { Tarball = tarball })).Status);
        Assert.Equal(200, (await PublishAsync(new TestPackage("big", "1.0.1") { Tarball = TestPackage.Pack(new TestPackage("big", "1.0.1").PackageJson, ("index.js", "changed()"), ("later.js", "later()")) })).Status);

        var code = await registry.GetAsync("/acme/open/-/packages/1?tab=code&file=index.js");
        var later = await registry.GetAsync("/acme/open/-/packages/1?tab=code&file=later.js");
        var compared = await registry.GetAsync("/acme/open/-/packages/2/diff?from=1&view=files");

        Assert.Contains("Only the first 64 MiB of it, unpacked, are read. Files behind are not listed", code.Text, StringComparison.Ordinal);
        Assert.Contains("begun()", code.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("later.js", code.Text, StringComparison.Ordinal);
        Assert.Contains("There is no later.js", later.Text, StringComparison.Ordinal);
        Assert.Contains("It may lie behind what is read.", later.Text, StringComparison.Ordinal);
        Assert.Contains("What lies behind is not compared.", compared.Text, StringComparison.Ordinal);
        Assert.Contains("0 files added, 0 removed, 2 changed", compared.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await registry.GetAsync("/acme/open/-/packages/1/raw?path=later.js")).Status);
        Assert.DoesNotContain("Only the first", (await registry.GetAsync("/acme/open/-/packages/2?tab=code")).Text, StringComparison.Ordinal);

        Task<HttpAnswer> PublishAsync(TestPackage package) =>
            registry.SendAsync(HttpMethod.Put, $"/api/v4/projects/{id}/packages/npm/big", token, JsonContent.Create(package.ToDocument()));
    }

    [Fact]
    public async Task Each_tab_shows_what_is_in_the_chart()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        var chart = TestCharts.Package(
            "web", "1.0.0", "dependencies: [{ name: web2, version: \">=1.0.0\", repository: https://charts.example.com, alias: other, condition: other.enabled }]\n",
            ("crds/site.yaml", "kind: CustomResourceDefinition\n"), ("values.schema.json", """{"properties":{"replicas":{"type":"integer","description":"How many."}}}"""), ("data.bin", "a\0b"), ("evil.txt", "a\u202Eb<i>"));
        Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", chart, token)).Status);
        Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web2", "1.0.0"), token)).Status);

        foreach (var (tab, shown) in new[]
        {
            ("values", (string[])["<code b-", ">replicas</code>", "How many.", "integer"]),
            ("templates", ["templates/configmap.yaml", "data-line=\"2\"></a>kind: ConfigMap"]),
            ("crds", ["kind: CustomResourceDefinition"]),
            ("schema", ["values.schema.json"]),
            ("code&file=data.bin", ["It is no text."]),
            ("code&file=evil.txt", ["a<mark>U&#x2B;202E</mark>b&lt;i&gt;", "change the order"]),
            ("code&file=none.txt", ["There is no none.txt"]),
            ("dependencies", ["as other; if other.enabled", "held here", "href=\"acme/open/-/packages/by_name/helm/web2\""]),
            ("versions", ["Versions"]),
            ("files", ["web-1.0.0.tgz", "SHA-512"]),
            ("activity", ["Published"]),
            ("users", ["Nothing here needs it"]),
        })
        {
            var page = await registry.GetAsync($"/acme/open/-/packages/1?tab={tab}");
            Assert.Equal(200, page.Status);
            foreach (var part in shown)
            {
                Assert.True(page.Text.Contains(part.Replace("U&#x2B;", "U+", StringComparison.Ordinal), StringComparison.Ordinal), $"{tab} lacks {part}: {page.Text}");
            }
        }
    }

    [Fact]
    public async Task Of_a_version_that_was_published_again_the_sum_is_that_of_what_clients_get()
    {
        await using var shelf = await Shelf.CreateAsync(DatabaseEngine.Sqlite);
        var id = await shelf.ChartAsync();
        Assert.Equal(id, await shelf.ChartAsync(more: "description: other bytes\n"));
        var index = (await shelf.GetAsync("/packages/helm/stable/index.yaml")).Text;
        var served = index.Split("digest:")[1].Split('\n')[0].Trim(' ', '"');
        using var browser = await FormBrowser.SignedInAsync(shelf.Registry, "mara");

        var page = (await browser.GetAsync($"/{NpmStage.FullPath}/-/packages/{id}?tab=files")).Text;

        var about = page[page.IndexOf("<h2>About</h2>", StringComparison.Ordinal)..];
        Assert.Contains(served, about, StringComparison.Ordinal);
        Assert.Equal(2, page.Split(">replaced</span>").Length);
    }

    [Theory, EveryEngine]
    public async Task Who_uses_a_package_is_told_as_far_as_the_caller_may_read(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (open, token) = await OpenProjectAsync(registry);
        var vault = await registry.CreateProjectAsync("acme/vault");
        await registry.PublishAsync(open, "core", "1.0.0", token);
        await registry.PublishAsync(open, "app", "1.0.0", token);
        await registry.PublishAsync(vault, "secret-app", "1.0.0", token);
        await registry.PublishAsync(vault, "other-app", "1.0.0", token);
        await using (var database = registry.Open())
        {
            var names = await database.PackageNames.ToDictionaryAsync(name => name.Name);
            database.PackageDependencies.AddRange(
                new PackageDependency { PackageNameId = names["app"].Id, Kind = DependencyKind.Runtime, Name = "core", Requirement = "^1" },
                new PackageDependency { PackageNameId = names["secret-app"].Id, Kind = DependencyKind.Peer, Name = "core", Requirement = "*", Source = "https://r.example/x" },
                new PackageDependency { PackageNameId = names["other-app"].Id, Kind = DependencyKind.Runtime, Name = "core", Requirement = "*", Source = "https://elsewhere.example" });
            await database.SaveChangesAsync();
        }

        var queries = registry.Services.GetRequiredService<PackagePageQueries>();
        await using var rows = registry.Open();
        var core = await rows.Packages.SingleAsync(package => package.Name == "core");
        var admin = new Caller.Account((await rows.Users.SingleAsync()).Id, "root", IsAdmin: true, TokenScopes.Api);

        Assert.Equal("app acme/open ^1 Runtime", await ShownAsync(Caller.Anonymous.Instance));
        Assert.Equal("app acme/open ^1 Runtime, secret-app acme/vault * Peer", await ShownAsync(admin));
        Assert.Equal(1, await queries.CountUsersAsync(Caller.Anonymous.Instance, core, "https://r.example", CancellationToken.None));

        var holders = await queries.HoldersAsync(Caller.Anonymous.Instance, PackageType.Npm, vault, ["core", "secret-app", "nothing"], CancellationToken.None);
        Assert.Equal("core acme/open", string.Join(", ", holders.Select(one => $"{one.Key} {one.Value}")));

        async Task<string> ShownAsync(Caller caller) => string.Join(", ", (await queries.UsersAsync(caller, core, "https://r.example", CancellationToken.None))
            .Select(user => $"{user.Name} {user.ProjectPath} {user.Requirement} {user.Kind}"));
    }

    [Theory, EveryEngine]
    public async Task The_versions_tab_knows_labels_pipelines_and_sizes(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var root = await registry.CreateUserAsync("root", isAdmin: true);
        var id = await registry.CreateProjectAsync("acme/open", Visibility.Public);
        var job = await registry.OpenJobAsync(id, root);
        var chart = TestCharts.Package("web", "1.0.0");
        await registry.UploadAsync($"/api/v4/projects/{id}", chart, job, "stable");
        await registry.UploadAsync($"/api/v4/projects/{id}", chart, job, "devel");
        var details = await registry.Services.GetRequiredService<PackageQueries>().FindAsync(id, 1, withHidden: false, CancellationToken.None);

        var row = Assert.Single(await registry.Services.GetRequiredService<PackagePageQueries>().VersionsAsync(PackageType.Helm, details!.Versions, CancellationToken.None));

        Assert.Equal(["stable", "devel"], row.Labels);
        Assert.Equal((1, "main", "root", 2 * chart.Length), ((int)row.Build!.Pipeline.Iid, row.Build.Pipeline.Ref, row.Build.User.UserName, (int)row.Size));
        Assert.Equal("root", Assert.Single(details.Builds).User.UserName);
    }

    [Fact]
    public async Task A_hidden_version_is_shown_to_those_alone_who_may_unhide_it()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web", "1.0.0"), token);
        await using (var database = registry.Open())
        {
            await database.Packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.Status, PackageStatus.Hidden));
        }

        var queries = registry.Services.GetRequiredService<PackageQueries>();
        Assert.Null(await queries.FindAsync(id, 1, withHidden: false, CancellationToken.None));
        Assert.Equal(PackageStatus.Hidden, (await queries.FindAsync(id, 1, withHidden: true, CancellationToken.None))!.Package.Status);
        foreach (var address in (string[])["", "/diff", "/raw?path=Chart.yaml", "/picture?path=logo.svg"])
        {
            Assert.Equal(404, (await registry.GetAsync($"/acme/open/-/packages/1{address}")).Status);
        }
    }

    [Fact]
    public async Task Two_versions_of_different_packages_are_not_compared()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var (id, token) = await OpenProjectAsync(registry);
        foreach (var (name, version) in new[] { ("web", "1.0.0"), ("web", "1.1.0"), ("other", "1.0.0") })
        {
            await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package(name, version, $"appVersion: \"{version}\"\n"), token);
        }

        var page = await registry.GetAsync("/acme/open/-/packages/2/diff?view=metadata");
        Assert.Equal(200, page.Status);
        Assert.Contains("2 lines added, 2 removed", page.Text, StringComparison.Ordinal);
        Assert.Contains("appVersion: &quot;1.1.0&quot;", page.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await registry.GetAsync("/acme/open/-/packages/2/diff?from=3")).Status);
        Assert.Equal(404, (await registry.GetAsync("/acme/open/-/packages/2/diff?from=99")).Status);
        Assert.Equal("/acme/open/-/packages/1/diff?from=2", new Uri(registry.Address, (await registry.GetAsync("/acme/open/-/packages/2/diff?from=2&to=1")).Header("Location")).PathAndQuery);
        Assert.Contains("It is the only version.", (await registry.GetAsync("/acme/open/-/packages/3/diff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_stays_published_when_it_was_and_says_that_it_was_published_again()
    {
        var time = new SetTime(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var registry = await RunningRegistry.StartAsync(time);
        var (id, token) = await OpenProjectAsync(registry);
        foreach (var version in (string[])["1.0.0", "1.1.0"])
        {
            Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web", version), token)).Status);
        }

        time.Now += TimeSpan.FromDays(2);
        await using (var database = registry.Open())
        {
            await database.Packages.ExecuteUpdateAsync(set => set.SetProperty(package => package.UpdatedAt, time.Now)); // as hiding does
        }

        time.Now += TimeSpan.FromDays(1);
        Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web", "1.1.0", "description: Mended.\n"), token)).Status);

        Assert.Equal("Published 3 days ago by root", await SaidAsync(1));
        Assert.Equal("Published 3 days ago , and again just now by root", await SaidAsync(2));
        var versions = Text((await registry.GetAsync("/acme/open/-/packages/1?tab=versions")).Text);
        Assert.Equal(2, Regex.Count(versions, "3 days ago · root"));

        async Task<string> SaidAsync(int package) =>
            Regex.Match(Text((await registry.GetAsync($"/acme/open/-/packages/{package}")).Text), "Published .*? by root", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        static string Text(string page) => Without(Without(System.Net.WebUtility.HtmlDecode(page), "<[^>]*>"), @"\s+");

        static string Without(string text, string pattern) => Regex.Replace(text, pattern, " ", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static async Task<(long ProjectId, string Token)> OpenProjectAsync(RunningRegistry registry)
    {
        var root = await registry.CreateUserAsync("root", isAdmin: true);
        return (await registry.CreateProjectAsync("acme/open", Visibility.Public), await registry.CreateTokenAsync(root));
    }
}
