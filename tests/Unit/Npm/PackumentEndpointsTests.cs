using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Registry.Data;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>What clients read: whole documents, single versions and tarballs, in every form and spelling.</summary>
public sealed class PackumentEndpointsTests(NpmStage stage) : IClassFixture<NpmStage>
{
    private const string Corgi = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";

    [Theory, EveryEngine]
    public async Task Both_forms_hold_what_they_should(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        var first = new TestPackage("@acme/forms", "1.0.0", """
            "description":"Forms.","license":"MIT","keywords":["a"],"author":{"name":"Ada"},"homepage":"https://example.com/","repository":{"type":"git","url":"git+https://example.com/x.git"},
            "bugs":{"url":"https://example.com/bugs"},"contributors":[{"name":"Bob"}],"main":"x.js","bin":{"forms":"x.js"},"directories":{"lib":"lib"},"scripts":{"postinstall":"node x.js"},"engines":{"node":">=20"},
            "dependencies":{"a":"1"},"devDependencies":{"d":"1"},"peerDependencies":{"p":"1"},"peerDependenciesMeta":{"p":{"optional":true}},"optionalDependencies":{"o":"1"},"bundleDependencies":["a"],
            "os":["linux"],"cpu":["x64"],"libc":["glibc"],"funding":"https://example.com/fund","custom_field":{"x":1}
            """);
        await own.PublishedAsync(first);
        var published = await own.PublishAsync(new TestPackage("@acme/forms", "1.1.0-rc.1") { Tag = "next" }, document =>
        {
            document["versions"]!["1.1.0-rc.1"]!["readme"] = "# Forms\n";
            document["versions"]!["1.1.0-rc.1"]!["readmeFilename"] = "README.md";
        });
        Assert.Equal(200, published.Status);

        var full = await own.ReadAsync("@acme/forms");
        var answer = await own.GetAsync("/@acme%2fforms", ("Accept", Corgi));
        var abbreviated = NpmStage.Parse(answer);

        Assert.Equal(
            ["_id", "_rev", "name", "dist-tags", "versions", "time", "maintainers", "description", "author", "license", "repository", "bugs", "homepage", "keywords", "contributors", "_attachments"],
            full.Select(field => field.Key));
        Assert.Equal("@acme/forms", (string)full["_id"]!);
        Assert.Equal("""{"latest":"1.0.0","next":"1.1.0-rc.1"}""", full["dist-tags"]!.ToJsonString());
        Assert.Equal("""[{"name":"mara","email":""}]""", full["maintainers"]!.ToJsonString());
        Assert.Equal(["modified", "created", "1.0.0", "1.1.0-rc.1"], ((JsonObject)full["time"]!).Select(time => time.Key));
        Assert.All((JsonObject)full["time"]!, time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)time.Value!));
        Assert.Equal("{}", full["_attachments"]!.ToJsonString());
        var version = (JsonObject)full["versions"]!["1.0.0"]!;
        foreach (var (field, value) in (JsonObject)JsonNode.Parse(first.PackageJson)!)
        {
            Assert.Equal(value!.ToJsonString(), version[field]!.ToJsonString());
        }

        Assert.Equal("""{"name":"mara","email":""}""", version["_npmUser"]!.ToJsonString());
        Assert.Equal("@acme/forms@1.0.0", (string)version["_id"]!);
        Assert.False((bool)version["_hasShrinkwrap"]!);

        Assert.Equal(NpmStage.Abbreviated, answer.Header("Content-Type"));
        Assert.Equal(["name", "modified", "dist-tags", "versions", "time"], abbreviated.Select(field => field.Key));
        Assert.Equal(
            ["name", "version", "dependencies", "optionalDependencies", "devDependencies", "bundleDependencies", "peerDependencies", "peerDependenciesMeta", "bin", "directories", "engines", "os", "cpu", "libc", "funding", "hasInstallScript", "_hasShrinkwrap", "dist"],
            ((JsonObject)abbreviated["versions"]!["1.0.0"]!).Select(field => field.Key));
        Assert.Equal(version["dist"]!.ToJsonString(), abbreviated["versions"]!["1.0.0"]!["dist"]!.ToJsonString());
        Assert.Equal(full["time"]!.ToJsonString(), abbreviated["time"]!.ToJsonString());
        Assert.Equal((string)full["time"]!["modified"]!, (string)abbreviated["modified"]!);
    }

    [Fact]
    public async Task Every_spelling_of_a_scoped_name_is_the_same_package()
    {
        var package = new TestPackage("@acme/spelt");
        await stage.PublishedAsync(package);
        var document = await stage.GetAsync("/@acme%2fspelt");

        foreach (var name in (string[])["@acme%2Fspelt", "%40acme%2fspelt", "%40acme%2Fspelt", "%40acme/spelt", "@acme/spelt"])
        {
            Assert.Equal((name, document.Text), (name, (await stage.GetAsync($"/{name}")).Text));
        }

        foreach (var path in (string[])
        [
            "@acme/spelt/-/@acme/spelt-1.0.0.tgz", "@acme/spelt/-/spelt-1.0.0.tgz", "@acme%2fspelt/-/spelt-1.0.0.tgz", "@acme%2fspelt/-/@acme%2fspelt-1.0.0.tgz",
            "@acme%2Fspelt/-/%40acme%2Fspelt-1.0.0.tgz", "%40acme%2fspelt/-/%40acme/spelt-1.0.0.tgz",
        ])
        {
            Assert.Equal((path, Convert.ToHexString(package.Tarball)), (path, Convert.ToHexString((await stage.GetAsync($"/{path}")).Bytes)));
        }
    }

    [Theory]
    [InlineData("@acme/none/-/spelt-1.0.0.tgz")]
    [InlineData("mine/-/other-1.0.0.tgz")]
    [InlineData("mine/-/@acme/mine-1.0.0.tgz")] // not its scope
    [InlineData("mine/-/mine-1.0.1.tgz")]
    [InlineData("mine/-/mine-v1.0.0.tgz")]
    [InlineData("mine/-/mine-1.0.0.tar.gz")]
    [InlineData("mine/-/mine-1.0.0")]
    [InlineData("mine/-/MINE-1.0.0.tgz")]
    [InlineData("mine/-/package.json")]
    [InlineData("mine/-/index.json")]
    [InlineData("MINE")]
    [InlineData("MINE/-/mine-1.0.0.tgz")]
    public async Task What_is_not_there_is_404(string path)
    {
        if ((await stage.GetAsync("/mine")).Status == 404)
        {
            await stage.PublishedAsync(new TestPackage("mine"), new TestPackage("other"));
        }

        Assert.Equal("""404 {"message":"404 Package Not Found","error":"Package not found"}""", (await stage.GetAsync($"/{path}")).ToString());
    }

    [Theory]
    [InlineData("climb/-/..%2fclimb-1.0.0.tgz")]
    [InlineData("climb/-/%252e%252e%252fclimb-1.0.0.tgz")]
    [InlineData("climb/-/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("%0d%0ahttp:%2f%2fexample.com")]
    [InlineData("@scope/../../package")]
    public async Task An_address_that_climbs_is_none(string path) =>
        Assert.Equal("""400 {"error":"package_name should be a valid file path"}""", (await stage.GetAsync($"/{path}")).ToString());

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/html", false)]
    [InlineData("application/json", false)]
    [InlineData(Corgi, true)]
    [InlineData("application/vnd.npm.install-v1+json", true)]
    [InlineData("application/vnd.npm.install-v1+json, application/json", true)]
    [InlineData("application/json; q=1.0, application/vnd.npm.install-v1+json; q=0.8", false)]
    [InlineData("application/vnd.npm.install-v1+json; q=nonsense", false)]
    public async Task Only_who_prefers_the_abbreviated_form_gets_it(string? accept, bool isAbbreviated)
    {
        if ((await stage.GetAsync("/accept")).Status == 404)
        {
            await stage.PublishedAsync(new TestPackage("accept"));
        }

        var answer = await stage.GetAsync("/accept?write=true", accept is null ? [] : [("Accept", accept)]);

        Assert.Equal((200, isAbbreviated ? NpmStage.Abbreviated : "application/json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(!isAbbreviated, NpmStage.Parse(answer).ContainsKey("_rev"));
        Assert.Equal("Accept, Accept-Encoding, Authorization", answer.Header("Vary"));
        Assert.Equal("private, no-cache", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_document_is_answered_304_to_who_holds_that_form_of_it()
    {
        await stage.PublishedAsync(new TestPackage("held"));
        var full = (await stage.GetAsync("/held")).Header("ETag")!;
        var abbreviated = (await stage.GetAsync("/held", ("Accept", Corgi))).Header("ETag")!;
        var gzip = (await stage.GetAsync("/held", ("Accept-Encoding", "gzip"))).Header("ETag")!;

        Assert.All([full, abbreviated, gzip], tag => Assert.Matches("^\"[0-9a-z-]+\"$", tag)); // strong
        Assert.Equal(3, new HashSet<string>([full, abbreviated, gzip]).Count);
        foreach (var (held, accept, status) in new[]
        {
            (full, "*/*", 304), ($"\"other\", {full}", "*/*", 304), ($"W/{full}", "*/*", 304), ("*", "*/*", 304), (abbreviated, Corgi, 304),
            (abbreviated, "*/*", 200), (full, Corgi, 200), (gzip, "*/*", 200), ("nonsense", "*/*", 200),
        })
        {
            var answer = await stage.GetAsync("/held", ("If-None-Match", held), ("Accept", accept));
            Assert.Equal((held, accept, status), (held, accept, answer.Status));
            Assert.Equal(status == 304, answer.Bytes.Length == 0);
            Assert.Equal(accept == Corgi ? abbreviated : full, answer.Header("ETag"));
        }

        var tags = await stage.PutAsync("/-/package/held/dist-tags/next", "\"1.0.0\"");
        Assert.Equal(204, tags.Status);
        Assert.Equal(200, (await stage.GetAsync("/held", ("If-None-Match", full))).Status);
    }

    [Fact]
    public async Task A_304_is_for_those_who_may_read()
    {
        await stage.PublishedAsync(new TestPackage("hidden"));
        var tag = (await stage.GetAsync("/hidden")).Header("ETag")!;
        var stranger = await stage.Registry.CreateTokenAsync(await stage.Registry.CreateUserAsync("sam"));

        var answer = await stage.Registry.SendAsync(HttpMethod.Get, $"{stage.Npm}/hidden", stranger, headers: headers => headers.TryAddWithoutValidation("If-None-Match", tag));

        Assert.NotEqual(304, answer.Status);
        Assert.Null(answer.Header("ETag"));
    }

    [Theory]
    [InlineData("gzip,deflate", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("zstd,gzip,deflate", "gzip")]
    [InlineData("gzip/deflate", null)]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("identity", null)]
    public async Task Documents_are_compressed_for_who_asks_and_tarballs_never(string accepts, string? encoding)
    {
        if ((await stage.GetAsync("/packed")).Status == 404)
        {
            await stage.PublishedAsync(new TestPackage("packed"));
        }

        var plain = await stage.GetAsync("/packed");
        var answer = await stage.GetAsync("/packed", ("Accept-Encoding", accepts));
        var tarball = await stage.GetAsync("/packed/-/packed-1.0.0.tgz", ("Accept-Encoding", accepts), ("Accept", Corgi));

        Assert.Equal(encoding, answer.Header("Content-Encoding"));
        Assert.Equal(plain.Bytes, Unpack(answer.Bytes, encoding));
        Assert.Equal(answer.Bytes.Length.ToString(), answer.Header("Content-Length"));
        Assert.Equal((200, null, "application/octet-stream"), (tarball.Status, tarball.Header("Content-Encoding"), tarball.Header("Content-Type")));
        Assert.Equal(new TestPackage("packed").Tarball, tarball.Bytes);
    }

    [Fact]
    public async Task A_tarball_can_be_had_in_parts_and_asked_about()
    {
        var package = new TestPackage("@acme/parts");
        await stage.PublishedAsync(package);
        const string Path = "/@acme/parts/-/@acme/parts-1.0.0.tgz";
        var whole = await stage.GetAsync(Path);
        var part = await stage.GetAsync(Path, ("Range", "bytes=2-5"));
        var beyond = await stage.GetAsync(Path, ("Range", "bytes=999999-"));
        var held = await stage.GetAsync(Path, ("If-None-Match", whole.Header("ETag")!));

        Assert.Equal(package.Tarball, whole.Bytes);
        Assert.Equal(package.Tarball.Length.ToString(), whole.Header("Content-Length"));
        Assert.Equal("attachment; filename=parts-1.0.0.tgz; filename*=UTF-8''parts-1.0.0.tgz", whole.Header("Content-Disposition"));
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(package.Tarball))}\"", whole.Header("ETag"));
        Assert.Equal(206, part.Status);
        Assert.Equal(package.Tarball[2..6], part.Bytes);
        Assert.Equal("""416 {"message":"416 Range Not Satisfiable","error":"416 Range Not Satisfiable"}""", beyond.ToString());
        Assert.Equal($"bytes */{package.Tarball.Length}", beyond.Header("Content-Range"));
        Assert.Equal((304, ""), (held.Status, held.Text));
        foreach (var path in (string[])[Path, "/@acme%2fparts", "/@acme%2fparts/1.0.0", "/-/package/@acme%2fparts/dist-tags"])
        {
            var get = await stage.GetAsync(path);
            var head = await stage.SendAsync(HttpMethod.Head, path);
            Assert.Equal((path, 200, ""), (path, head.Status, head.Text));
            foreach (var header in (string[])["ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Disposition", "Vary"])
            {
                Assert.Equal((path, header, get.Header(header)), (path, header, head.Header(header)));
            }
        }
    }

    [Fact]
    public async Task One_version_can_be_read_alone_by_number_or_tag()
    {
        await stage.PublishedAsync(new TestPackage("@acme/alone"), new TestPackage("@acme/alone", "2.0.0-rc.1") { Tag = "next" });
        var versions = (await stage.ReadAsync("@acme/alone"))["versions"]!;

        foreach (var (path, version) in new[]
        {
            ("@acme%2falone/1.0.0", "1.0.0"), ("@acme/alone/1.0.0", "1.0.0"), ("@acme%2falone/latest", "1.0.0"), ("@acme%2falone/2.0.0-rc.1", "2.0.0-rc.1"), ("@acme/alone/next", "2.0.0-rc.1"),
        })
        {
            var answer = await stage.GetAsync($"/{path}");
            Assert.Equal(("application/json", versions[version]!.ToJsonString()), (answer.Header("Content-Type"), NpmStage.Parse(answer).ToJsonString()));
            Assert.Equal("Accept-Encoding, Authorization", answer.Header("Vary"));
        }

        foreach (var path in (string[])["@acme%2falone/9.9.9", "@acme%2falone/none", "@acme%2falone/__proto__", "@acme%2falone/1.0"])
        {
            Assert.Equal("""404 {"message":"404 Version Not Found","error":"Version not found"}""", (await stage.GetAsync($"/{path}")).ToString());
        }

        Assert.Equal("""404 {"message":"404 Package Not Found","error":"Package not found"}""", (await stage.GetAsync("/@acme%2fnone/1.0.0")).ToString());
    }

    private static byte[] Unpack(byte[] bytes, string? encoding)
    {
        using Stream packed = new MemoryStream(bytes);
        using var stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
