using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>Packages of a size that few have, and shapes that fewer have.</summary>
public sealed class LargePackageTests
{
    [Theory, EveryEngine]
    public async Task Five_thousand_versions_and_a_thousand_tags_are_shown_changed_and_unpublished(DatabaseEngine engine)
    {
        const int Versions = 5_000;
        const int Tags = 1_000;
        await using var stage = await NpmStage.CreateAsync(engine);
        await stage.PublishedAsync(new TestPackage("large", "1.0.0"));
        await CopyAsync(stage, Versions, Tags);
        await stage.PublishedAsync(new TestPackage("large", $"1.0.{Versions}"));

        var document = await stage.ReadAsync("large");
        var abbreviated = NpmStage.Parse(await stage.GetAsync("/large", ("Accept", NpmStage.Abbreviated)));

        Assert.Equal(Enumerable.Range(0, Versions + 1).Select(i => $"1.0.{i}"), ((JsonObject)document["versions"]!).Select(version => version.Key));
        Assert.Equal(Versions + 1, ((JsonObject)abbreviated["versions"]!).Count);
        Assert.Equal(Versions + 3, ((JsonObject)document["time"]!).Count);
        Assert.Equal(Tags + 1, ((JsonObject)document["dist-tags"]!).Count);
        Assert.Equal($"1.0.{Versions}", (string)document["dist-tags"]!["latest"]!);
        Assert.Equal(document["dist-tags"]!.ToJsonString(), NpmStage.Parse(await stage.GetAsync("/-/package/large/dist-tags")).ToJsonString());

        // npm puts the whole document back.
        for (var i = 0; i < Versions; i++)
        {
            document["versions"]![$"1.0.{i}"]!["deprecated"] = "Use the last one";
        }

        Assert.Equal(200, (await stage.PutAsync("/large", document.ToJsonString())).Status);
        document = await stage.ReadAsync("large");
        Assert.Equal(Versions, ((JsonObject)document["versions"]!).Count(version => version.Value!["deprecated"] is not null));
        ((JsonObject)document["versions"]!).Remove($"1.0.{Versions}");
        Assert.Equal(200, (await stage.PutAsync($"/large/-rev/{document["_rev"]}", document.ToJsonString())).Status);
        Assert.Equal($"1.0.{Versions - 1}", (string)(await stage.ReadAsync("large"))["dist-tags"]!["latest"]!);
        Assert.Equal(200, (await stage.DeleteAsync("/large/-rev/undefined")).Status);
        Assert.Equal(404, (await stage.GetAsync("/large")).Status);
    }

    [Theory, EveryEngine]
    public async Task A_readme_of_ten_megabytes_is_shown_in_the_full_document_alone(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        var readme = string.Concat(Enumerable.Repeat("0123456789 äöü \"\\\n", 600_000));
        var package = new TestPackage("readme");

        var answer = await stage.PublishAsync(package, document =>
        {
            document["readme"] = readme; // Yarn sends it twice
            document["versions"]!["1.0.0"]!["readme"] = readme;
            document["versions"]!["1.0.0"]!["readmeFilename"] = "README.md";
        });

        Assert.Equal(200, answer.Status);
        var document = await stage.ReadAsync("readme");
        Assert.True(readme == (string)document["readme"]!);
        Assert.Equal("README.md", (string)document["readmeFilename"]!);
        Assert.False(((JsonObject)document["versions"]!["1.0.0"]!).ContainsKey("readme"));
        Assert.True((await stage.GetAsync("/readme", ("Accept", NpmStage.Abbreviated))).Bytes.Length < 2_000);
        Assert.True((await stage.GetAsync("/readme", ("Accept-Encoding", "gzip"))).Bytes.Length < readme.Length / 10);
    }

    [Fact]
    public async Task Odd_shapes_and_names_of_fields_are_kept_as_they_are()
    {
        await using var stage = await NpmStage.CreateAsync();
        const string Odd = """
            "__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}},"dependencies":{"__proto__":"1.0.0","constructor":"^2","toString":"*","hasOwnProperty":"1"},
            "bundleDependencies":true,"peerDependencies":null,"engines":["node >=20"],"bin":"x.js","license":{"type":"MIT"},"author":7,"keywords":"one two","repository":null,"os":"linux",
            "description":{"not":"text"},"funding":[1,null],"contributors":{},"homepage":false,"directories":[],"number":1.50,"deep":[[[[[[[[{}]]]]]]]],"text":"\ud83d\ude00 \u0000 \u2028"
            """;
        var package = new TestPackage("odd", More: Odd.Trim());

        await stage.PublishedAsync(package);

        var full = await stage.ReadAsync("odd");
        var version = (JsonObject)full["versions"]!["1.0.0"]!;
        foreach (var (field, value) in (JsonObject)JsonNode.Parse(package.PackageJson)!)
        {
            Assert.Equal(value?.ToJsonString(), version[field]?.ToJsonString());
            Assert.True(version.ContainsKey(field), field);
        }

        var abbreviated = (JsonObject)NpmStage.Parse(await stage.GetAsync("/odd", ("Accept", NpmStage.Abbreviated)))["versions"]!["1.0.0"]!;
        Assert.Equal(version["dependencies"]!.ToJsonString(), abbreviated["dependencies"]!.ToJsonString());
        Assert.Equal(200, (await stage.GetAsync("/-/v1/search?text=odd")).Status);
        Assert.Equal(200, (await stage.GetAsync("/odd/1.0.0")).Status);
    }

    /// <summary>Rows as so many publishes would have left them: 1.0.0 once more under each number, and tags on the first of them.</summary>
    private static async Task CopyAsync(NpmStage stage, int versions, int tags)
    {
        await using var database = stage.Registry.Open();
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        var package = await database.Packages.AsNoTracking().SingleAsync();
        var file = await database.PackageFiles.AsNoTracking().SingleAsync();
        var metadata = await database.NpmMetadata.AsNoTracking().SingleAsync();
        var packages = Enumerable.Range(1, versions - 1).Select(i => new Package
        {
            ProjectId = package.ProjectId,
            PackageNameId = package.PackageNameId,
            Type = package.Type,
            Name = package.Name,
            Version = $"1.0.{i}",
            Creator = new Actor { Kind = package.Creator.Kind, Id = package.Creator.Id, Name = package.Creator.Name },
            CreatedAt = package.CreatedAt,
            UpdatedAt = package.UpdatedAt,
        }).ToList();
        database.AddRange(packages);
        await database.SaveChangesAsync();
        var files = packages.Select(one => new PackageFile
        {
            PackageId = one.Id,
            FileName = $"large-{one.Version}.tgz",
            Size = file.Size,
            Md5 = file.Md5,
            Sha1 = file.Sha1,
            Sha256 = file.Sha256,
            Sha512 = file.Sha512,
            Creator = new Actor { Kind = file.Creator.Kind, Id = file.Creator.Id, Name = file.Creator.Name },
            CreatedAt = file.CreatedAt,
        }).ToList();
        database.AddRange(files);
        await database.SaveChangesAsync();
        database.AddRange(packages.Zip(files, (one, its) => new NpmMetadata
        {
            PackageId = one.Id,
            PackageFileId = its.Id,
            Document = metadata.Document,
            Abbreviated = metadata.Abbreviated,
            FileCount = metadata.FileCount,
            UnpackedSize = metadata.UnpackedSize,
            SignatureKeyId = metadata.SignatureKeyId,
            Signature = metadata.Signature,
            Keywords = metadata.Keywords,
        }));
        database.AddRange(packages.Take(tags).Select((one, i) => new PackageTag { PackageNameId = one.PackageNameId, Name = $"tag-{i}", PackageId = one.Id, UpdatedAt = one.CreatedAt }));
        await database.SaveChangesAsync();
    }
}
