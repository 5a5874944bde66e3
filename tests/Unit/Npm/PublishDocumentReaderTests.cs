using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PublishDocumentReaderTests : IDisposable
{
    private const string NoJson = "The body is not a JSON document, or not a whole one.";

    private const string Npm = """
        {
          "_id": "@acme/web",
          "name": "@acme/web",
          "description": "A web.",
          "dist-tags": { "latest": "1.0.0", "next" : "1.0.0" },
          "versions": {
            "1.0.0": {
              "name": "@acme/web", "version": "1.0.0",
              "dependencies": { "left": "^1.0.0", "__proto__": "1" }, "files": [ "a", "b", [ ], { } ], "n": [ 1.50, -0e1, true, false, null ],
              "readme": "# Web\n\"quoted\" \u00e9\ud83c\udf89", "readmeFilename": "README.md",
              "dist": { "integrity": "sha512-x", "tarball": "http:\/\/localhost\/@acme\/web\/-\/@acme\/web-1.0.0.tgz" }
            }
          },
          "access": null,
          "_attachments": {
            "@acme/web-1.0.0.tgz": { "content_type": "application/octet-stream", "data": "dGFyYmFsbA==", "length": 7 },
            "@acme/web-1.0.0.sigstore": { "content_type": "application/json", "data": "{\"a\":\"b\\n\"}", "length": 11 }
          }
        }
        """;

    private const string Told = """
        id @acme/web, name @acme/web
        tag latest = 1.0.0
        tag next = 1.0.0
        version 1.0.0, deprecated -
        manifest {"name":"@acme/web","version":"1.0.0","dependencies":{"left":"^1.0.0","__proto__":"1"},"files":["a","b",[],{}],"n":[1.50,-0e1,true,false,null],"readmeFilename":"README.md","dist":{"integrity":"sha512-x","tarball":"http:\/\/localhost\/@acme\/web\/-\/@acme\/web-1.0.0.tgz"}}
        readme # Web
        "quoted" é🎉, in README.md
        attachment @acme/web-1.0.0.tgz, application/octet-stream, 7: tarball
        attachment @acme/web-1.0.0.sigstore, application/json, 11: {"a":"b\n"}
        maintainers False, users False
        """;

    private readonly PublishReading _reading = new();

    public void Dispose() => _reading.Dispose();

    [Fact]
    public async Task A_document_is_taken_apart()
    {
        Assert.Equal(Told, await _reading.TellAsync(Npm));
        Assert.Equal(0, _reading.Staged);
    }

    [Fact]
    public async Task It_does_not_matter_where_the_body_is_cut()
    {
        // The longest token has 66 bytes.
        for (var window = 70; window < 400; window++)
        {
            Assert.Equal(Told, await _reading.TellAsync(Npm, new PublishLimits(1000) { TokenSize = window }));
        }
    }

    [Fact]
    public async Task A_document_cut_short_anywhere_is_none()
    {
        var whole = Npm.TrimEnd();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Equal(NoJson, await _reading.TellAsync(whole[..length]));
        }

        Assert.Equal(0, _reading.Staged);
    }

    [Fact]
    public async Task Fields_come_in_any_order() => Assert.Equal(
        """
        id -, name web
        tag beta = 1.0.0-rc.1
        version 1.0.0-rc.1, deprecated -
        manifest {"version":"1.0.0-rc.1"}
        readme -, in -
        attachment web-1.0.0-rc.1.tgz, -, -: tarball
        maintainers False, users False
        """,
        await _reading.TellAsync("""
            {"_attachments":{"web-1.0.0-rc.1.tgz":{"data":"dGFyYmFsbA=="}},"versions":{"1.0.0-rc.1":{"version":"1.0.0-rc.1"}},"dist-tags":{"beta":"1.0.0-rc.1"},"name":"web"}
            """));

    [Fact]
    public async Task An_object_may_be_empty() => Assert.Equal(
        """
        id -, name -
        manifest 
        readme -, in -
        maintainers False, users False
        """,
        await _reading.TellAsync("{}"));

    [Theory]
    [InlineData("{\"_id\":null,\"name\":7,\"dist-tags\":null,\"versions\":null,\"_attachments\":null,\"maintainers\":null,\"users\":null,\"readme\":null,\"readmeFilename\":[\"a\"]}", false, false)]
    [InlineData("{\"maintainers\":[],\"users\":{}}", true, true)]
    [InlineData("{\"maintainers\":[{\"name\":\"x\",\"users\":1}],\"other\":{\"users\":{},\"versions\":[],\"name\":\"y\",\"_attachments\":{\"a\":{\"data\":\"*\"}}}}", true, false)]
    public async Task Only_fields_of_the_document_itself_count(string json, bool maintainers, bool users) => Assert.Equal(
        $"""
        id -, name -
        manifest 
        readme -, in -
        maintainers {maintainers}, users {users}
        """,
        await _reading.TellAsync(json));

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("web")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("{}//")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"readme\" \"a\"}")]
    [InlineData("{\"readme\":\"a\\x\"}")]
    [InlineData("{\"readme\":\"a\\u12G4\"}")]
    [InlineData("{\"readme\":\"a\\ud83c\\u12G4\"}")]
    [InlineData("{\"readme\":\"a\nb\"}")]
    [InlineData("{\"readme\":\"a\"\"b\"}")]
    [InlineData("{\"readme\":}")]
    [InlineData("{\"readme\":")]
    public async Task What_is_no_JSON_is_malformed(string body) => Assert.Equal(NoJson, await _reading.TellAsync(body));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"web\"")]
    [InlineData("true")]
    public async Task What_is_no_object_is_malformed(string body) =>
        Assert.Equal("The document must be a JSON object.", await _reading.TellAsync(body));

    [Theory]
    [InlineData("{\"versions\":{},\"versions\":{}}", "The field 'versions' is in the document twice.")]
    [InlineData("{\"versions\":null,\"v\\u0065rsions\":{}}", "The field 'versions' is in the document twice.")]
    [InlineData("{\"_attachments\":{},\"_attachments\":{}}", "The field '_attachments' is in the document twice.")]
    [InlineData("{\"versions\":{\"1.0.0\":{},\"1.0.0\":{}}}", "The version '1.0.0' is in the document twice.")]
    [InlineData("{\"versions\":[]}", "The field 'versions' must be an object.")]
    [InlineData("{\"versions\":\"1.0.0\"}", "The field 'versions' must be an object.")]
    [InlineData("{\"versions\":{\"1.0.0\":null}}", "The version '1.0.0' must be an object.")]
    [InlineData("{\"versions\":{\"1.0.0\":[1]}}", "The version '1.0.0' must be an object.")]
    [InlineData("{\"dist-tags\":[]}", "The field 'dist-tags' must be an object.")]
    [InlineData("{\"dist-tags\":{\"a\":null}}", "The dist-tag 'a' must name a version.")]
    [InlineData("{\"dist-tags\":{\"a\":{}}}", "The dist-tag 'a' must name a version.")]
    [InlineData("{\"_attachments\":[]}", "The field '_attachments' must be an object.")]
    [InlineData("{\"_attachments\":{\"a\":\"b\"}}", "The attachment 'a' must be an object.")]
    [InlineData("{\"_attachments\":{\"a\":{\"data\":\"YQ==\"},\"a\":{\"data\":\"YQ==\"}}}", "The attachment 'a' is in the document twice.")]
    [InlineData("{\"_attachments\":{\"a\":{\"data\":\"YQ==\",\"data\":\"YQ==\"}}}", "The attachment 'a' has data twice.")]
    [InlineData("{\"_attachments\":{\"a\":{\"data\":[\"YQ==\"]}}}", "The data of the attachment 'a' must be a text.")]
    public async Task Fields_of_another_shape_are_malformed(string json, string reason)
    {
        Assert.Equal(reason, await _reading.TellAsync(json));
        Assert.Equal(0, _reading.Staged);
    }

    [Fact]
    public async Task A_document_is_64_levels_deep_at_most()
    {
        Assert.StartsWith("id -", await _reading.TellAsync("{\"a\":" + new string('[', 63) + new string(']', 63) + "}"), StringComparison.Ordinal);
        Assert.Equal("The document is nested more than 64 levels deep.", await _reading.TellAsync("{\"a\":" + new string('[', 64) + new string(']', 64) + "}"));
    }

    [Fact]
    public async Task The_last_word_on_a_tag_counts() => Assert.Equal(
        """
        id -, name -
        tag a = 3
        tag __proto__ = 2
        manifest 
        readme -, in -
        maintainers False, users False
        """,
        await _reading.TellAsync("{\"dist-tags\":{\"a\":\"1\",\"__proto__\":\"2\",\"\\u0061\":\"3\"}}"));

    [Fact]
    public async Task Notes_of_deprecation_are_told_for_every_version() => Assert.Equal(
        """
        id -, name -
        version 1, deprecated old
        version 2, deprecated old
        version 3, deprecated 
        version 4, deprecated true
        version 5, deprecated -
        version 6, deprecated -
        version 7, deprecated -
        version __proto__, deprecated 8
        manifest {"deprecated":"old"}
        readme -, in -
        maintainers False, users False
        """,
        await _reading.TellAsync("""
            {"versions":{"1":{"deprecated":"old"},"2":{"deprecated":"\u006fld"},"3":{"deprecated":""},"4":{"deprecated":true},"5":{"deprecated":false},
            "6":{"a":{"deprecated":"x"}},"7":{"deprecated":{"deprecated":"x"}},"__proto__":{"deprecated":"8"}}}
            """));

    [Theory]
    [InlineData("""{"readme":"root","readmeFilename":"a","versions":{"1":{"readme":"version","readmeFilename":"b"}}}""", "readme version, in b")]
    [InlineData("""{"versions":{"1":{"readme":"version","readmeFilename":"b"}},"readme":"root","readmeFilename":"a"}""", "readme version, in b")]
    [InlineData("""{"readme":"root","readmeFilename":"a","versions":{"1":{}}}""", "readme root, in a")]
    [InlineData("""{"readme":"root","readmeFilename":"a","versions":{"1":{"readme":""}}}""", "readme root, in a")]
    [InlineData("""{"versions":{"1":{"readme":"ERROR: No README data found!"}},"readme":"root"}""", "readme root, in -")]
    [InlineData("""{"readme":"root","versions":{"1":{"readme":"ERROR: No README data found!"}}}""", "readme root, in -")]
    [InlineData("""{"readme":"root","versions":{"1":{"readme":"ERROR: No README data found! \u00df"}}}""", "readme ERROR: No README data found! ß, in -")]
    [InlineData("""{"readme":"ERROR: No README data found!","versions":{"1":{"readme":{"readme":"x"}}}}""", "readme -, in -")]
    [InlineData("""{"versions":{"1":{},"2":{"readme":"second","readmeFilename":"c"}}}""", "readme -, in -")]
    [InlineData("""{"readme":null,"versions":{"1":{"readme":true,"readmeFilename":null}}}""", "readme -, in -")]
    [InlineData("""{"readme":"\ud83c\udf89\ud83c\ud83c\udf89\udf89\ud83cx\u0000\\\/\b\f\n\r\t\""}""", "readme 🎉\ufffd🎉\ufffd\ufffdx\ufffd\\/\b\f\n\r\t\", in -")]
    public async Task The_first_versions_readme_comes_before_the_documents(string json, string expected)
    {
        var told = await _reading.TellAsync(json);

        Assert.Equal(expected, told[told.IndexOf("readme ", StringComparison.Ordinal)..told.IndexOf("\nmaintainers", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("""{ "readme" : "x" }""", "{}")]
    [InlineData("""{ "a":1, "readme" : { "readme": ["x", {}] } , "b":2 }""", """{"a":1,"b":2}""")]
    [InlineData("""{ "readme":[], "a":{ "readme":"kept" } }""", """{"a":{"readme":"kept"}}""")]
    [InlineData("""{ "r\u0065adme":"x", "a\u00e9\ud800":"\ud800", "\udfff":1, "a":1, "a":2 }""", """{"a\u00e9\ud800":"\ud800","\udfff":1,"a":1,"a":2}""")]
    [InlineData("""{ "deprecated":"x", "dist" : [ 1 , "a" , { } , [ ] , [ [ ] ] ], "engines": [ ] }""", """{"deprecated":"x","dist":[1,"a",{},[],[[]]],"engines":[]}""")]
    public async Task The_first_manifest_is_copied_as_it_came(string manifest, string copied)
    {
        var told = await _reading.TellAsync("{\"versions\":{\"1\":" + manifest + ",\"2\":{\"second\":1}}}");

        Assert.Contains($"\nmanifest {copied}\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_character_in_a_name_harms_nobody() => Assert.Equal(
        """
        id �, name a�b
        tag � = �
        version �, deprecated �
        manifest {"deprecated":"\ud800"}
        readme -, in �
        attachment �, �, -: a
        maintainers False, users False
        """,
        await _reading.TellAsync("""
            {"_id":"\ud800","name":"a\u0000b","\ud800ersions":1,"dist-tags":{"\udc00":"\ud800"},"versions":{"\ud800":{"deprecated":"\ud800"}},
            "readmeFilename":"\ud800","_attachments":{"\ud800":{"\ud800ata":1,"content_type":"\ud800","data":"YQ=="}}}
            """));

    [Theory]
    [InlineData("{\"\u00ff\":1}")]
    [InlineData("{\"name\":\"\u00ff\"}")]
    [InlineData("{\"a\":[\"\u00c3\"]}")]
    [InlineData("{\"readme\":\"\u00ff\"}")]
    [InlineData("{\"versions\":{\"1\":{\"x\":{\"\u00ff\":1}}}}")]
    public async Task What_is_no_UTF_8_is_malformed(string latin) => Assert.Equal(
        "The document is not valid UTF-8.",
        await PublishReading.TellAsync(await _reading.Reader.ReadAsync(
            new MemoryStream(Encoding.Latin1.GetBytes(latin)), new PublishLimits(10), CancellationToken.None)));

    [Fact]
    public async Task A_body_that_cannot_be_decompressed_is_malformed()
    {
        await using var body = new System.IO.Compression.GZipStream(new MemoryStream("{}"u8.ToArray()), System.IO.Compression.CompressionMode.Decompress);

        Assert.Equal(
            "The body's compression is damaged.",
            await PublishReading.TellAsync(await _reading.Reader.ReadAsync(body, new PublishLimits(10), CancellationToken.None)));
    }
}
