using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>What publishing answers and leaves behind.</summary>
public sealed class PublishEndpointsTests
{
    [Theory, EveryEngine]
    public async Task A_version_is_there_at_the_very_next_request_whatever_its_name(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        foreach (var name in (string[])["@acme/tool", "@foreign.scope/Tool_1", "unscoped", "Upper.Case", "__proto__", "constructor", "@constructor/__proto__", "toString", "a+b", "latest"])
        {
            var missing = await stage.GetAsync($"/{NpmStage.Escaped(name)}");
            var package = new TestPackage(name, "1.0.0-rc.1", "\"bin\":{\"__proto__\":\"a.js\"}");

            var published = await stage.PublishAsync(package);
            var document = await stage.ReadAsync(name);
            var tarball = await stage.GetAsync($"/{name}/-/{package.TarballKey}");

            Assert.Equal("""404 {"message":"404 Package Not Found","error":"Package not found"}""", missing.ToString());
            await using var database = stage.Registry.Open();
            var row = await database.Packages.SingleAsync(one => one.Name == name);
            Assert.Equal($$"""200 {"id":{{row.Id}},"name":"{{name}}","version":"1.0.0-rc.1","package_type":"npm","status":"default"}""", published.ToString());
            Assert.Equal("application/json; charset=utf-8", published.Header("Content-Type"));
            Assert.Equal("""{"latest":"1.0.0-rc.1"}""", document["dist-tags"]!.ToJsonString());
            Assert.Equal(name, (string)document["versions"]!["1.0.0-rc.1"]!["name"]!);
            Assert.Equal(package.Tarball, tarball.Bytes);
            var file = await database.PackageFiles.SingleAsync(one => one.PackageId == row.Id);
            Assert.Equal((package.TarballKey, (long)package.Tarball.Length, package.Shasum), (file.FileName, file.Size, file.Sha1));
        }
    }

    [Theory, EveryEngine]
    public async Task The_same_version_again_is_refused_and_changes_nothing(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        var package = new TestPackage();
        await stage.PublishedAsync(package);
        var before = await stage.GetAsync("/@acme%2ftool");

        HttpAnswer[] answers =
        [
            await stage.PublishAsync(package),
            await stage.PublishAsync(package with { Tag = "next", More = "\"license\":\"MIT\"" }),
            await stage.PublishAsync(package with { Version = "1.0.0+build" }), // the same version by SemVer
        ];

        Assert.All(answers, answer => Assert.Equal("""403 {"message":"Package already exists.","error":"Package already exists."}""", answer.ToString()));
        Assert.Equal(before.Text, (await stage.GetAsync("/@acme%2ftool")).Text);
        await using var database = stage.Registry.Open();
        Assert.Equal((1, 1, 1), (await database.PackageFiles.CountAsync(), await database.Blobs.CountAsync(), await database.PackageTags.CountAsync()));
    }

    [Theory, EveryEngine]
    public async Task Latest_is_never_missing_and_goes_where_publishers_put_it(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);

        foreach (var (version, tag, tags) in new[]
        {
            ("1.0.0-beta.1", "beta", """{"latest":"1.0.0-beta.1","beta":"1.0.0-beta.1"}"""),
            ("1.0.0-beta.2", "beta", """{"latest":"1.0.0-beta.1","beta":"1.0.0-beta.2"}"""),
            ("1.0.0", "latest", """{"latest":"1.0.0","beta":"1.0.0-beta.2"}"""),
            ("0.9.0", "latest", """{"latest":"0.9.0","beta":"1.0.0-beta.2"}"""),
            ("2.0.0", "next", """{"latest":"0.9.0","beta":"1.0.0-beta.2","next":"2.0.0"}"""),
        })
        {
            await stage.PublishedAsync(new TestPackage("tool", version) { Tag = tag });
            Assert.Equal(tags, (await stage.ReadAsync("tool"))["dist-tags"]!.ToJsonString());
        }

        // Lowest first.
        Assert.Equal(["0.9.0", "1.0.0-beta.1", "1.0.0-beta.2", "1.0.0", "2.0.0"], ((JsonObject)(await stage.ReadAsync("tool"))["versions"]!).Select(version => version.Key));
    }

    [Fact]
    public async Task A_document_may_be_put_to_any_spelling_of_the_address()
    {
        await using var stage = await NpmStage.CreateAsync();
        (string Prefix, string Name)[] addresses =
        [
            (stage.Npm, "@acme%2fa"), (stage.Npm, "@acme%2Fb"), (stage.Npm, "%40acme%2Fc"), (stage.Npm, "@acme/d"),
            ("/api/v4/projects/acme%2Ftools%2Fweb/packages/npm", "@acme%2fe"), ("/api/v4/projects/acme/tools/web/packages/npm", "@acme/f"),
        ];

        foreach (var (prefix, name) in addresses)
        {
            var package = new TestPackage($"@acme/{name[^1]}");
            var answer = await stage.Registry.SendAsync(HttpMethod.Put, $"{prefix}/{name}", stage.Token, NpmStage.Json(package.ToDocument().ToJsonString()));
            Assert.Equal((name, 200), (name, answer.Status));
            Assert.Equal(200, (await stage.GetAsync($"/{package.Name}")).Status);
        }
    }

    [Theory, EveryEngine]
    public async Task A_deleted_version_can_be_published_again_with_other_bytes(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        await stage.PublishedAsync(new TestPackage(), new TestPackage(Version: "1.1.0"));
        var deleted = await stage.DeleteAsync("/@acme/tool/-/tool-1.0.0.tgz/-rev/undefined");
        var gone = await stage.GetAsync("/@acme/tool/-/tool-1.0.0.tgz");
        var other = new TestPackage(More: "\"license\":\"MIT\"");

        await stage.PublishedAsync(other);

        Assert.Equal("""200 {"ok":true}""", deleted.ToString());
        Assert.Equal(404, gone.Status);
        Assert.Equal(other.Tarball, (await stage.GetAsync("/@acme/tool/-/tool-1.0.0.tgz")).Bytes);
        await using var database = stage.Registry.Open();
        Assert.Equal(
            [PackageStatus.Default, PackageStatus.Default, PackageStatus.PendingDestruction],
            await database.Packages.OrderBy(one => one.Status).Select(one => one.Status).ToListAsync());
    }

    [Fact]
    public async Task What_the_client_says_of_sums_and_sizes_is_computed_here()
    {
        await using var stage = await NpmStage.CreateAsync();
        var json = new TestPackage("tool", "1.0.0").PackageJson;
        var package = new TestPackage("tool", "1.0.0") { Tarball = TestPackage.Pack(json, ("npm-shrinkwrap.json", "{}"), ("index.js", "x")) };

        var answer = await stage.PublishAsync(package, document =>
        {
            ((JsonObject)document["versions"]!["1.0.0"]!).Remove("dist");
            ((JsonObject)document["_attachments"]!["tool-1.0.0.tgz"]!).Remove("length");
        });

        Assert.Equal(200, answer.Status);
        var version = (await stage.ReadAsync("tool"))["versions"]!["1.0.0"]!;
        var dist = (JsonObject)version["dist"]!;
        Assert.True((bool)version["_hasShrinkwrap"]!);
        Assert.Equal((package.Integrity, package.Shasum), ((string)dist["integrity"]!, (string)dist["shasum"]!));
        Assert.Equal((3, json.Length + 3), ((int)dist["fileCount"]!, (int)dist["unpackedSize"]!));
        Assert.Equal($"{stage.Origin}{stage.Npm}/tool/-/tool-1.0.0.tgz", (string)dist["tarball"]!);
    }
}
