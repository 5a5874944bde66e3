using System.Security.Cryptography;
using System.Text;
using Registry.Data.Blobs;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class NpmManifestTests
{
    private const string Least = """{"name":"@acme/tool","version":"1.2.3"}""";

    private static readonly byte[] Bytes = "the tarball"u8.ToArray();

    private static readonly BlobSums Sums = new(
        Bytes.Length, "", "cf9fba412ed67c32fdc15567e832f2ca3cd71700", Convert.ToHexStringLower(SHA256.HashData(Bytes)), Convert.ToHexStringLower(SHA512.HashData(Bytes)));

    private static readonly string Sha1 = Convert.ToBase64String(Convert.FromHexString(Sums.Sha1));
    private static readonly string Sha512 = Convert.ToBase64String(SHA512.HashData(Bytes));

    [Fact]
    public void The_document_keeps_what_was_published_and_leaves_what_the_registry_says_itself() => Assert.Equal(
        """{"name":"@acme/tool","version":"1.2.3","description":"A \u0022tool\".","main":"x.js","scripts":{"test":"t"},"exports":{".":[null,{"a":1.50}]},"gitHead":"abc","_nodeVersion":"22.0.0","_npmVersion":"10.9.9","__proto__":{"a":1},"_id":"@acme/tool@1.2.3","_hasShrinkwrap":false}""",
        Document("""
            {
              "_id": "other@1", "version": "v1.2.3+build", "description": "A \u0022tool\".", "name": "@acme/tool",
              "main": "x.js", "scripts": { "test": "t" }, "exports": { ".": [ null, { "a": 1.50 } ] }, "gitHead": "abc",
              "dist": {}, "deprecated": "no", "readme": "# Tool", "readmeFilename": "README.md", "_attachments": {}, "signatures": [],
              "_npmUser": { "name": "mallory" }, "maintainers": [ "mallory" ], "_hasShrinkwrap": true,
              "_nodeVersion": "22.0.0", "_npmVersion": "10.9.9", "__proto__": { "a": 1 }
            }
            """));

    [Fact]
    public void The_abbreviated_form_holds_what_installing_needs()
    {
        const string Fields = """
            "dependencies":{"a":"^1.0.0","o":"1"},"optionalDependencies":{"o":"1"},"devDependencies":{"d":"*"},"bundleDependencies":["a"],"peerDependencies":{"p":">=1"},"peerDependenciesMeta":{"p":{"optional":true}},"acceptDependencies":{"a":"1"},"bin":{"tool":"cli.js"},"directories":{"lib":"lib"},"engines":{"node":">=20"},"os":["linux"],"cpu":["x64"],"libc":["glibc"],"funding":{"url":"f"}
            """;
        const string Manifest = $$"""{"description":"No.","main":"x.js","scripts":{"postinstall":"p"},{{Fields}},"name":"@acme/tool","version":"1.2.3"}""";

        Assert.Equal(
            $$"""{"name":"@acme/tool","version":"1.2.3",{{Fields}},"hasInstallScript":true,"_hasShrinkwrap":true}""",
            Abbreviated(Manifest, Packed(Manifest) with { HasShrinkwrap = true }));
    }

    [Theory]
    [InlineData("""{"scripts":{"preinstall":"x"}""", true)]
    [InlineData("""{"scripts":{"install":"x"}""", true)]
    [InlineData("""{"scripts":{"postinstall":"x"}""", true)]
    [InlineData("""{"scripts":{"prepare":"x","install":"","postinstall":null}""", false)]
    [InlineData("""{"scripts":null""", false)]
    [InlineData("""{"scripts":"install" """, false)]
    public void Only_what_runs_at_installation_is_an_install_script(string manifest, bool has)
    {
        var json = manifest + ""","name":"@acme/tool","version":"1.2.3"}""";

        Assert.Equal(
            $$"""{"name":"@acme/tool","version":"1.2.3",{{(has ? "\"hasInstallScript\":true," : "")}}"_hasShrinkwrap":false}""", Abbreviated(json, Packed(json)));
    }

    [Theory]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3"}""", true)]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","gypfile":false}""", false)]
    public void What_node_gyp_builds_has_an_install_script_that_nobody_wrote(string manifest, bool has) => Assert.Equal(
        $$"""{"name":"@acme/tool","version":"1.2.3",{{(has ? "\"hasInstallScript\":true," : "")}}"_hasShrinkwrap":false}""",
        Abbreviated(manifest, Packed(manifest) with { HasGyp = true }));

    [Fact]
    public void Odd_shapes_are_kept()
    {
        const string Fields = """
            "dependencies":[],"bundleDependencies":true,"bin":"x.js","directories":"lib","engines":["node"],"os":"linux","funding":[{"url":"f"},"g"]
            """;
        const string Manifest =
            $$"""{"name":"@acme/tool","version":"1.2.3",{{Fields}},"license":{"type":"MIT"},"peerDependencies":null,"author":7,"keywords":{"a":1},"_id":"@acme/tool@1.2.3","_hasShrinkwrap":false}""";

        Assert.Equal(Manifest, Document(Manifest, Packed(Manifest)));
        Assert.Equal($$"""{"name":"@acme/tool","version":"1.2.3",{{Fields}},"_hasShrinkwrap":false}""", Abbreviated(Manifest, Packed(Manifest)));
    }

    [Fact]
    public void Bundled_dependencies_of_the_other_spelling_are_known_when_installing() => Assert.Equal(
        """{"name":"@acme/tool","version":"1.2.3","bundleDependencies":["a"],"_hasShrinkwrap":false}""",
        Abbreviated("""{"name":"@acme/tool","version":"1.2.3","bundledDependencies":["a"]}""", Packed("""{"name":"@acme/tool","version":"1.2.3","bundleDependencies":{"a":1}}""")));

    [Fact]
    public void The_last_of_a_doubled_field_counts() => Assert.Equal(
        """{"name":"@acme/tool","version":"1.2.3","main":"b","_id":"@acme/tool@1.2.3","_hasShrinkwrap":false}""",
        Document("""{"name":"x","main":"a","name":"@acme/tool","version":"9","m\u0061in":"b","version":"1.2.3"}"""));

    [Fact]
    public void Broken_characters_are_replaced() => Assert.Equal(
        """{"name":"@acme/tool","version":"1.2.3","description":"\ufffd","\ufffd":1,"_id":"@acme/tool@1.2.3","_hasShrinkwrap":false}""".Replace("\"\\ufffd\":", "\"\ufffd\":", StringComparison.Ordinal),
        Document("""{"name":"@acme/tool","version":"1.2.3","description":"\ud800","\udc00":1}"""));

    [Theory]
    [InlineData("""{"version":"1.2.3"}""", """versions["1.2.3"] has no name.""")]
    [InlineData("""{"name":7,"version":"1.2.3"}""", """versions["1.2.3"] has no name.""")]
    [InlineData("""{"name":"@acme/Tool","version":"1.2.3"}""", """versions["1.2.3"] is of the package "@acme/Tool", the document of "@acme/tool".""")]
    [InlineData("""{"name":"@acme/tool"}""", """versions["1.2.3"] has no version.""")]
    [InlineData("""{"name":"@acme/tool","version":null}""", """versions["1.2.3"] has no version.""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.4"}""", """versions["1.2.3"] is of version "1.2.4".""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2"}""", """versions["1.2.3"] is of version "1.2".""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","private":true}""", """The package is marked as private: remove "private" from its package.json to publish it.""")]
    [InlineData("[]", """versions["1.2.3"] is not a JSON object.""")]
    [InlineData("null", """versions["1.2.3"] is not a JSON object.""")]
    [InlineData("{", """versions["1.2.3"] is not a JSON object.""")]
    public void A_manifest_of_something_else_is_refused(string manifest, string reason) => AssertUnusable(reason, manifest, Packed(Least));

    [Theory]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","private":false}""")]
    [InlineData("""{"name":"@acme/tool","version":" =v1.2.3+build "}""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","dist":null}""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","dist":[]}""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","dist":{"shasum":null,"integrity":7}}""")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3","dist":{"shasum":"","integrity":" "}}""")]
    public void A_manifest_may_say_little(string manifest) => Assert.StartsWith(Least[..^1] + ",", Document(manifest), StringComparison.Ordinal);

    [Fact]
    public void Sums_that_are_the_tarballs_are_fine()
    {
        AssertUsable(Dist($"\"shasum\":\"{Sums.Sha1}\",\"integrity\":\"sha512-{Sha512}\""));
        AssertUsable(Dist($"\"shasum\":\"{Sums.Sha1.ToUpperInvariant()}\""));
        AssertUsable(Dist($"\"integrity\":\"sha1-{Sha1} sha512-{Sha512}\""));
        AssertUsable(Dist($"\"integrity\":\" sha384-x sha512-{Sha512}?opt\\n\""));
        AssertUsable(Dist($"\"integrity\":\"sha512-AAAA sha512-{Sha512}\""));
    }

    [Fact]
    public void Sums_that_are_not_the_tarballs_are_refused()
    {
        AssertUnusable($"dist.shasum is abc, the tarball's is {Sums.Sha1}.", Dist("\"shasum\":\"abc\""), Packed(Least));
        AssertUnusable($"dist.integrity is sha512-AAAA, the tarball's is sha512-{Sha512}.", Dist("\"integrity\":\"sha512-AAAA\""), Packed(Least));
        AssertUnusable($"dist.integrity is sha1-AAAA, the tarball's is sha1-{Sha1}.", Dist($"\"integrity\":\"sha512-{Sha512} sha1-AAAA\""), Packed(Least));
        AssertUnusable($"dist.integrity is sha384-x, which holds no sum of a known kind; the tarball's is sha512-{Sha512}.", Dist("\"integrity\":\"sha384-x\""), Packed(Least));
    }

    [Theory]
    [InlineData("""{"name":"evil","version":"1.2.3"}""", """package.json in the tarball has the name "evil", the document "@acme/tool".""")]
    [InlineData("""{"name":"@Acme/tool","version":"1.2.3"}""", """package.json in the tarball has the name "@Acme/tool", the document "@acme/tool".""")]
    [InlineData("""{"version":"1.2.3"}""", """package.json in the tarball has no name, the document "@acme/tool".""")]
    [InlineData("""{"name":"@acme/tool","version":"9.9.9"}""", """package.json in the tarball has the version "9.9.9", the document "1.2.3".""")]
    [InlineData("""{"name":"@acme/tool"}""", """package.json in the tarball has no version, the document "1.2.3".""")]
    [InlineData("""["@acme/tool"]""", "package.json in the tarball is not a JSON object.")]
    [InlineData("""{"name":"@acme/tool","version":"1.2.3",}""", "package.json in the tarball is not a JSON object.")]
    public void A_tarball_of_another_package_is_refused(string packed, string reason) =>
        AssertUnusable("Package manifest is not coherent: " + reason, Least, Packed(packed));

    [Theory]
    [InlineData("""{"name":"@acme/tool","version":"v1.2.3"}""")]
    [InlineData("""{"name":"@acme/tool","version":" =1.2.3+build "}""")]
    [InlineData("""{"name":" @acme/tool ","version":"1.2.3"}""")]
    [InlineData("\uFEFF{\r\n  \"name\": \"@acme/tool\",\r\n  \"version\": \"1.2.3\"\r\n}\r\n")]
    public void What_npm_cleans_away_makes_no_difference(string packed) => AssertUsable(Least, Packed(packed));

    [Fact]
    public void A_reason_does_not_repeat_a_long_name() => AssertUnusable(
        $"Package manifest is not coherent: package.json in the tarball has the name \"{new string('x', 214)}…\", the document \"@acme/tool\".",
        Least,
        Packed($$"""{"name":"{{new string('x', 100_000)}}","version":"1.2.3"}"""));

    private static string Dist(string fields) => Least[..^1] + ",\"dist\":{" + fields + "}}";

    private static Tarball Packed(string json) => new(Encoding.UTF8.GetBytes(json), 1, json.Length, HasShrinkwrap: false, HasGyp: false, null, null);

    private static NpmManifestReading Read(string manifest, Tarball tarball)
    {
        Assert.True(NpmPackageName.TryParse("@acme/tool", out var name));
        Assert.True(NpmVersion.TryParse("1.2.3", out var version));
        return NpmManifest.Read(Encoding.UTF8.GetBytes(manifest), tarball, Sums, name, version);
    }

    private static NpmManifest Manifest(string manifest, Tarball tarball)
    {
        var reading = Read(manifest, tarball);
        return reading is NpmManifestReading.Manifest read ? read.Value : throw new Xunit.Sdk.XunitException(reading.ToString());
    }

    private static string Document(string manifest, Tarball? tarball = null) => Encoding.UTF8.GetString(Manifest(manifest, tarball ?? Packed(Least)).Document);

    private static string Abbreviated(string manifest, Tarball tarball) => Encoding.UTF8.GetString(Manifest(manifest, tarball).Abbreviated);

    private static void AssertUsable(string manifest, Tarball? tarball = null) => Manifest(manifest, tarball ?? Packed(Least));

    private static void AssertUnusable(string reason, string manifest, Tarball tarball) => Assert.Equal(new NpmManifestReading.Unusable(reason), Read(manifest, tarball));
}
