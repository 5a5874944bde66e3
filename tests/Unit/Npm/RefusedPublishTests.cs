using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Unit.Archives;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>Documents that are not taken: each is told why, in JSON with the reason where every npm looks for it, and leaves nothing behind.</summary>
public sealed class RefusedPublishTests(NpmStage stage) : IClassFixture<NpmStage>
{
    private const string NotSemVer = "Validation failed: Version should follow SemVer: https://semver.org";
    private const string BadName =
        "Validation failed: Name is invalid, Name should be a valid NPM package name: https://github.com/npm/validate-npm-package-name#naming-rules.";

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.2")]
    [InlineData("1./2.3")]
    [InlineData("v1.0.0")]
    [InlineData("=1.0.0")]
    [InlineData("1.0.0 ")]
    [InlineData("01.0.0")]
    [InlineData("1.0.0-01")]
    [InlineData("1.0.0-")]
    [InlineData("../1.0.0")]
    [InlineData("../../../../../1.2.3")]
    [InlineData("%2e%2e%2f1.2.3")]
    [InlineData("99999999999999999999.0.0")]
    [InlineData("9007199254740992.0.0")]
    [InlineData("")]
    [InlineData("__proto__")]
    [InlineData("latest")]
    [InlineData("1.0.0\n")]
    public async Task A_version_has_to_follow_semver(string version)
    {
        var answer = await stage.PublishAsync(new TestPackage(Version: version));

        await AssertRefusedAsync(NotSemVer, answer);
    }

    [Theory]
    [InlineData("@inv%40lid-scope%2fpackage")]
    [InlineData("my_inv%40%40lid")]
    [InlineData("@scope%2fsub%2fpackage")]
    [InlineData("@%2fpackage")]
    [InlineData("@scope.git%2fpackage")]
    [InlineData("node_modules")]
    [InlineData("NODE_modules")]
    [InlineData("@scope%2fnode_modules")]
    [InlineData("favicon.ico")]
    [InlineData("-")]
    [InlineData("with%20space")]
    [InlineData("%20leading")]
    [InlineData("p%C3%A4ckchen")]
    [InlineData("tilde~")]
    [InlineData("quote'")]
    [InlineData("wow!")]
    [InlineData("(x)")]
    [InlineData("*")]
    [InlineData("a%3Fb")]
    public async Task A_name_has_to_be_one(string inAddress) => await AssertRefusedAsync(
        BadName, await stage.PutAsync($"/{inAddress}", new TestPackage(Uri.UnescapeDataString(inAddress)).ToDocument().ToJsonString()));

    [Fact]
    public async Task A_name_has_at_most_214_characters()
    {
        await AssertRefusedAsync(BadName, await stage.PublishAsync(new TestPackage(new string('x', 215))));
        await AssertRefusedAsync(BadName, await stage.PublishAsync(new TestPackage($"@scope/{new string('x', 208)}")));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("@scope%2f..%2f..%2fpackage")]
    [InlineData("@scope%2f.")]
    [InlineData("%0d%0ahttp:%2f%2fexample.com")]
    [InlineData("a%2500b")]
    [InlineData("@scope%2f")]
    public async Task An_address_that_climbs_or_breaks_lines_is_no_package(string inAddress)
    {
        var answer = await stage.PutAsync($"/{inAddress}", new TestPackage().ToDocument().ToJsonString());

        Assert.Equal("""400 {"error":"package_name should be a valid file path"}""", answer.ToString());
        await AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_document_is_about_one_version_of_the_package_in_the_address()
    {
        foreach (var (reason, change) in new (string, Action<JsonObject>)[]
        {
            ("The document is about @acme/other, the address about @acme/tool.", document => document["name"] = "@acme/other"),
            ("""versions["1.0.0"] is of the package "@acme/other", the document of "@acme/tool".""", document => Manifest(document)["name"] = "@acme/other"),
            ("""versions["1.0.0"] has no name.""", document => Manifest(document).Remove("name")),
            ("""versions["1.0.0"] is of version "1.0.1".""", document => Manifest(document)["version"] = "1.0.1"),
            ("""versions["1.0.0"] has no version.""", document => Manifest(document).Remove("version")),
            ("The package is marked as private: remove \"private\" from its package.json to publish it.", document => Manifest(document)["private"] = true),
            ("More than one version in one document: publish them one by one.", document => document["versions"]!["1.0.1"] = Manifest(document).DeepClone()),
            ("Version is empty.", document => document["versions"] = new JsonObject()),
            ("Version is empty.", document => document.Remove("versions")),
        })
        {
            await AssertRefusedAsync(reason, await stage.PublishAsync(new TestPackage(), change));
        }
    }

    [Fact]
    public async Task A_document_brings_one_tarball_and_it_is_whole()
    {
        const string Key = "@acme/tool-1.0.0.tgz";
        foreach (var (reason, change) in new (string, Action<JsonObject>)[]
        {
            ("Attachment data is empty.", document => document["_attachments"] = new JsonObject()),
            ("Attachment data is empty.", document => document.Remove("_attachments")),
            ("Attachment data is empty.", document => document["_attachments"]![Key]!["data"] = ""),
            ("Attachment data is empty.", document => ((JsonObject)document["_attachments"]![Key]!).Remove("data")),
            ("More than one attachment of a kind for one version.", document => document["_attachments"]!["@acme/tool-1.0.1.tgz"] = TestPackage.Attachment([1])),
            ("The attachment is named ../../x.tgz, not @acme/tool-1.0.0.tgz.", document => Rename(document, "../../x.tgz")),
            ("The attachment is named @acme/tool-1.0.1.tgz, not @acme/tool-1.0.0.tgz.", document => Rename(document, "@acme/tool-1.0.1.tgz")),
            ("The attachment is named evil-1.0.0.tgz, not @acme/tool-1.0.0.tgz.", document => Rename(document, "evil-1.0.0.tgz")),
        })
        {
            await AssertRefusedAsync(reason, await stage.PublishAsync(new TestPackage(), change));
        }

        foreach (var change in new Action<JsonObject>[]
        {
            document => document["_attachments"]![Key]!["length"] = 7,
            document => document["_attachments"]![Key]!["data"] = "not base64!",
            document => document["_attachments"]![Key]!["data"] = "AAAA=AAA",
            document => document["_attachments"]![Key]!["data"] = "AAA",
            document => document["_attachments"]![Key]!["data"] = 7,
            document => document["_attachments"]![Key] = null,
            document => document["_attachments"] = new JsonArray(),
        })
        {
            await AssertRefusedAsync(null, await stage.PublishAsync(new TestPackage(), change));
        }
    }

    [Fact]
    public async Task Sums_have_to_be_the_tarballs()
    {
        var package = new TestPackage();

        await AssertRefusedAsync(
            $"dist.integrity is sha512-AAAA, the tarball's is {package.Integrity}.", await stage.PublishAsync(package, document => Manifest(document)["dist"]!["integrity"] = "sha512-AAAA"));
        await AssertRefusedAsync(
            $"dist.shasum is {new string('0', 40)}, the tarball's is {package.Shasum}.", await stage.PublishAsync(package, document => Manifest(document)["dist"]!["shasum"] = new string('0', 40)));
    }

    [Fact]
    public async Task A_tarball_has_to_be_a_package_and_the_one_that_is_published()
    {
        var package = new TestPackage();
        foreach (var tarball in new[]
        {
            "no gzip"u8.ToArray(),
            TestTar.Gzip("no tar"u8.ToArray()),
            new TestTar().File("package/index.js", "x").ToTgz(),
            new TestTar().File("package.json", package.PackageJson).ToTgz(),
            new TestTar().File("package/deeper/package.json", package.PackageJson).ToTgz(),
            package.Tarball[..^20],
            TestPackage.Pack("not json"),
            TestPackage.Pack("[]"),
            TestPackage.Pack("""{"name":"@acme/other","version":"1.0.0"}"""),
            TestPackage.Pack("""{"name":"@acme/tool","version":"9.9.9"}"""),
            TestPackage.Pack("""{"name":"@acme/tool","version":"1.0.0","scripts":{"postinstall":"curl evil"}}"""), // hidden by the manifest
        })
        {
            await AssertRefusedAsync(null, await stage.PublishAsync(package with { Tarball = tarball }));
        }

        await AssertRefusedAsync( // the mission's own example: @myscope/my-pkg around another package
            """Package manifest is not coherent: package.json in the tarball has the name "@acme/other", the document "@acme/tool".""",
            await stage.PublishAsync(package with { Tarball = TestPackage.Pack("""{"name":"@acme/other","version":"1.0.0"}""") }));
    }

    [Theory]
    [InlineData("1.x")]
    [InlineData("^1")]
    [InlineData("1.0.0")]
    [InlineData("*")]
    [InlineData("v2")]
    public async Task A_tag_is_no_range(string tag) =>
        await AssertRefusedAsync($"The dist-tag '{tag}' would be taken for a SemVer range.", await stage.PublishAsync(new TestPackage() with { Tag = tag }));

    [Fact]
    public async Task A_tag_is_for_the_version_that_is_published() => await AssertRefusedAsync(
        "The tag latest is for 2.0.0, which the document does not publish.",
        await stage.PublishAsync(new TestPackage(), document => document["dist-tags"]!["latest"] = "2.0.0"));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("{}")]
    [InlineData("""{"versions":[]}""")]
    [InlineData("""{"versions":{"1.0.0":[]},"_attachments":{}}""")]
    public async Task A_body_that_is_no_document_is_refused(string body)
    {
        await AssertRefusedAsync(null, await stage.PutAsync("/@acme%2ftool", body));
        await AssertRefusedAsync(null, await stage.PutAsync("/@acme%2ftool/-rev/undefined", body));
    }

    private static JsonObject Manifest(JsonObject document) => (JsonObject)document["versions"]!["1.0.0"]!;

    private static void Rename(JsonObject document, string key)
    {
        var attachments = (JsonObject)document["_attachments"]!;
        var (old, value) = attachments.Single();
        attachments.Remove(old);
        attachments[key] = value;
    }

    /// <summary>400, with the reason if one is given.</summary>
    private async Task AssertRefusedAsync(string? reason, HttpAnswer answer)
    {
        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        using var body = JsonDocument.Parse(answer.Text);
        var told = body.RootElement.GetProperty("message").GetString();
        Assert.False(string.IsNullOrWhiteSpace(told));
        Assert.Equal(told, body.RootElement.GetProperty("error").GetString());
        Assert.Equal(reason ?? told, told);
        await AssertNothingStoredAsync();
    }

    private async Task AssertNothingStoredAsync()
    {
        await using var database = stage.Registry.Open();
        Assert.Equal((0, 0), (await database.PackageNames.CountAsync(), await database.Blobs.CountAsync()));
        Assert.Empty(Directory.GetFiles(stage.Registry.DataDirectory, "*.tgz", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(stage.Registry.DataDirectory, "blobs", "staging")));
    }
}
