using System.Text;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Packages;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>Feeds and badges: for who may list the packages, by a token as well.</summary>
public sealed class FeedTests
{
    private const string Feed = $"/{NpmStage.FullPath}/-/packages.atom";

    [Fact]
    public void A_feed_is_written_letter_for_letter()
    {
        var time = new DateTimeOffset(2026, 7, 14, 9, 30, 0, TimeSpan.Zero);
        var feed = AtomFeed.Write("Packages of a/b", "https://x/a/b/-/packages.atom", "https://x/a/b/-/packages", "https://x/a/b/-/packages",
            [new FeedEntry(7, "@acme/<ui>", "1.0.0", "Says \"hi\" & \u0001bye", "mara", time, time.AddHours(1))]);

        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
              <id>https://x/a/b/-/packages.atom</id>
              <title>Packages of a/b</title>
              <updated>2026-07-14T10:30:00Z</updated>
              <link rel="self" type="application/atom+xml" href="https://x/a/b/-/packages.atom" />
              <link rel="alternate" type="text/html" href="https://x/a/b/-/packages" />
              <entry>
                <id>https://x/a/b/-/packages/7</id>
                <title>@acme/&lt;ui&gt; 1.0.0</title>
                <updated>2026-07-14T10:30:00Z</updated>
                <published>2026-07-14T09:30:00Z</published>
                <link rel="alternate" type="text/html" href="https://x/a/b/-/packages/7" />
                <author>
                  <name>mara</name>
                </author>
                <summary>Says "hi" &amp; bye</summary>
              </entry>
            </feed>
            """,
            Encoding.UTF8.GetString(feed), ignoreLineEndingDifferences: true);
    }

    [Theory, EveryEngine]
    public async Task A_feed_lists_new_versions_to_who_may_see_them(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.ChartAsync();
        await shelf.Shelf.NpmAsync("@acme/ui", "1.0.0");
        var hidden = await shelf.Shelf.NpmAsync("@acme/ui", "1.1.0");
        await shelf.ChangeAsync(hidden, package => package.Status = PackageStatus.Hidden);

        var all = await shelf.GetFromAsync(Feed, shelf.Token);
        Assert.Equal((200, "application/atom+xml; charset=utf-8", "private, no-cache"), (all.Status, all.Header("Content-Type"), all.Header("Cache-Control")));
        Assert.NotNull(all.Header("Last-Modified"));
        Assert.Equal(["@acme/ui 1.0.0", "mychart 0.1.0"], Titles(all));
        Assert.Equal(["@acme/ui 1.0.0"], Titles(await shelf.GetFromAsync($"/{NpmStage.FullPath}/-/packages/by_name/npm/@acme/ui.atom", shelf.Token)));
        Assert.Equal(["mychart 0.1.0"], Titles(await shelf.GetFromAsync($"/{NpmStage.FullPath}/-/packages/by_name/helm/mychart.atom", shelf.Token)));
        Assert.Equal(200, (await shelf.Registry.GetAsync(Feed, shelf.Token)).Status); // Basic

        var again = await shelf.Registry.SendAsync(HttpMethod.Get, Feed, shelf.Token, headers: headers => headers.TryAddWithoutValidation("If-None-Match", all.Header("ETag")));
        Assert.Equal((304, 0), (again.Status, again.Bytes.Length));

        var stranger = await shelf.Registry.CreateTokenAsync(await shelf.Registry.CreateUserAsync("sten"));
        foreach (var address in (string[])[Feed, $"/{NpmStage.FullPath}/-/packages/by_name/helm/mychart.atom", $"/{NpmStage.FullPath}/-/badges/helm/mychart/version.svg"])
        {
            Assert.Equal("""404 {"message":"404 Project Not Found"}""", (await shelf.GetFromAsync(address, token: null)).ToString());
            Assert.Equal("""404 {"message":"404 Project Not Found"}""", (await shelf.GetFromAsync(address, stranger)).ToString());
            Assert.Equal(401, (await shelf.GetFromAsync(address, "regpat_wrong")).Status);
        }

        Assert.Equal("""404 {"message":"404 Package Not Found"}""", (await shelf.GetFromAsync($"/{NpmStage.FullPath}/-/packages/by_name/npm/none.atom", shelf.Token)).ToString());
    }

    [Theory, EveryEngine]
    public async Task A_badge_tells_the_newest_version_and_the_downloads(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        await shelf.Shelf.ChartAsync("0.9.0");
        var newest = await shelf.Shelf.ChartAsync("0.10.0");
        await shelf.Shelf.ChartAsync("1.0.0-rc.1");
        await shelf.Shelf.NpmAsync("@acme/ui", "2.0.0");
        await using (var database = shelf.Registry.Open())
        {
            await database.AddDownloadsAsync(newest, DateOnly.FromDateTime(DateTime.UtcNow), 1_234, default);
        }

        var version = await BadgeAsync("helm/mychart/version.svg");
        Assert.Equal(("image/svg+xml; charset=utf-8", "default-src 'none'; sandbox"), (version.Header("Content-Type"), version.Header("Content-Security-Policy")));
        Assert.Equal(
            """<svg xmlns="http://www.w3.org/2000/svg" width="95" height="20" role="img" aria-label="Helm: v0.10.0"><title>Helm: v0.10.0</title><clipPath id="r"><rect width="95" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="41" height="20" fill="#4a545f"/><rect x="41" width="54" height="20" fill="#0b6e6e"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="6" y="14" textLength="29">Helm</text><text x="47" y="14" textLength="42">v0.10.0</text></g></svg>""",
            version.Text);
        Assert.Equal("downloads: 1.2k in 30 days", Label(await BadgeAsync("helm/mychart/downloads.svg")));
        Assert.Equal("npm: v2.0.0", Label(await BadgeAsync("npm/@acme/ui/version.svg")));
        Assert.Equal("npm: v2.0.0", Label(await BadgeAsync("npm/@acme%2fui/version.svg")));
        Assert.Equal("npm: not found", Label(await BadgeAsync("npm/none/version.svg")));
        Assert.Equal("downloads: not found", Label(await BadgeAsync("npm/none/downloads.svg")));
        Assert.Equal(404, (await shelf.GetFromAsync($"/{NpmStage.FullPath}/-/badges/npm/none/other.svg", shelf.Token)).Status);
        Assert.Equal(404, (await shelf.GetFromAsync($"/{NpmStage.FullPath}/-/badges/cobol/none/version.svg", shelf.Token)).Status);

        Task<HttpAnswer> BadgeAsync(string badge) => shelf.GetFromAsync($"/{NpmStage.FullPath}/-/badges/{badge}", shelf.Token);

        static string Label(HttpAnswer answer) => XDocument.Parse(answer.Text).Root!.Attribute("aria-label")!.Value;
    }

    [Fact]
    public void A_badge_escapes_what_anybody_wrote()
    {
        var drawn = Badge.Draw("<script>", "\"&'\u0001é", "#000000");

        var svg = XDocument.Parse(drawn).Root!;
        Assert.Equal("<script>: \"&'é", svg.Attribute("aria-label")!.Value);
        Assert.Equal(["<script>", "\"&'é"], svg.Descendants("{http://www.w3.org/2000/svg}text").Select(text => text.Value));
    }

    private static IEnumerable<string> Titles(HttpAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.ToString());
        XNamespace atom = "http://www.w3.org/2005/Atom";
        return XDocument.Parse(answer.Text).Root!.Elements(atom + "entry").Select(entry => entry.Element(atom + "title")!.Value);
    }
}
