using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>What npm audit signatures checks.</summary>
public sealed class SignatureTests
{
    [Theory, EveryEngine]
    public async Task Every_version_is_signed_by_a_key_that_is_served(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        await stage.PublishedAsync(new TestPackage(), new TestPackage(Version: "1.1.0"));

        var keys = NpmStage.Parse(await stage.GetAsync("/-/npm/v1/keys"));
        var key = Assert.Single((JsonArray)keys["keys"]!)!;
        var spki = Convert.FromBase64String((string)key["key"]!);
        Assert.Equal(
            $$"""{"expires":null,"keyid":"SHA256:{{Convert.ToBase64String(SHA256.HashData(spki)).TrimEnd('=')}}","keytype":"ecdsa-sha2-nistp256","scheme":"ecdsa-sha2-nistp256","key":"{{(string)key["key"]!}}"}""",
            key.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(spki, out _);
        var abbreviated = NpmStage.Parse(await stage.GetAsync("/@acme%2ftool", ("Accept", NpmStage.Abbreviated)));
        foreach (var (version, manifest) in ((JsonObject)(await stage.ReadAsync("@acme/tool"))["versions"]!).Concat((JsonObject)abbreviated["versions"]!))
        {
            var signature = Assert.Single((JsonArray)manifest!["dist"]!["signatures"]!)!;
            var signed = Encoding.UTF8.GetBytes($"@acme/tool@{version}:{(string)manifest["dist"]!["integrity"]!}");
            Assert.Equal((string)key["keyid"]!, (string)signature["keyid"]!);
            Assert.True(ecdsa.VerifyData(signed, Convert.FromBase64String((string)signature["sig"]!), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        // The key is the instance's, at every level.
        foreach (var prefix in (string[])["/api/v4/packages/npm", "/api/v4/groups/acme/-/packages/npm"])
        {
            Assert.Equal(keys.ToJsonString(), NpmStage.Parse(await stage.Registry.GetAsync($"{prefix}/-/npm/v1/keys", stage.Token)).ToJsonString());
        }
    }

    [Theory, EveryEngine]
    public async Task A_provenance_file_is_kept_and_served(DatabaseEngine engine)
    {
        await using var stage = await NpmStage.CreateAsync(engine);
        var package = new TestPackage();
        var document = package.ToAttestedDocument();
        var bundle = (string)document["_attachments"]!["@acme/tool-1.0.0.sigstore"]!["data"]!;
        const string Path = "/-/npm/v1/attestations/@acme%2ftool@1.0.0";

        Assert.Equal(200, (await stage.PutAsync("/@acme%2ftool", document.ToJsonString())).Status);
        await stage.PublishedAsync(new TestPackage(Version: "1.1.0"));

        var answer = await stage.GetAsync(Path);
        Assert.Equal($$"""200 {"attestations":[{"predicateType":"{{TestPackage.Predicate}}","bundle":{{bundle}}}]}""", answer.ToString());
        Assert.Equal("application/json", answer.Header("Content-Type"));
        foreach (var path in (string[])["/-/npm/v1/attestations/@acme/tool@1.0.0", "/-/npm/v1/attestations/%40acme%2Ftool@1.0.0", "/-/npm/v1/attestations/%40acme%2ftool%401.0.0"])
        {
            Assert.Equal((path, answer.Text), (path, (await stage.GetAsync(path)).Text));
        }

        var versions = (await stage.ReadAsync("@acme/tool"))["versions"]!;
        Assert.Equal(
            $$$"""{"url":"{{{stage.Origin}}}{{{stage.Npm}}}/-/npm/v1/attestations/@acme/tool@1.0.0","provenance":{"predicateType":"{{{TestPackage.Predicate}}}"}}""",
            versions["1.0.0"]!["dist"]!["attestations"]!.ToJsonString());
        Assert.False(((JsonObject)versions["1.1.0"]!["dist"]!).ContainsKey("attestations"));
        foreach (var path in (string[])["@acme%2ftool@1.1.0", "@acme%2ftool@9.9.9", "@acme%2ftool", "@acme%2fnone@1.0.0", "tool@1.0.0", "@acme%2ftool@latest"])
        {
            Assert.Equal((path, """404 {"message":"404 Attestations Not Found","error":"Attestations not found"}"""), (path, (await stage.GetAsync($"/-/npm/v1/attestations/{path}")).ToString()));
        }

        Assert.Equal("""200 {"ok":true}""", (await stage.DeleteAsync("/@acme/tool/-/tool-1.0.0.tgz/-rev/1")).ToString());
        Assert.Equal(404, (await stage.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Provenance_of_something_else_is_refused_and_nothing_is_stored()
    {
        await using var stage = await NpmStage.CreateAsync();
        var package = new TestPackage();
        var otherName = package.ToAttestedDocument();
        otherName["_attachments"]!["@acme/tool-1.0.0.sigstore"] = new TestPackage("@acme/other").ToAttestedDocument()["_attachments"]!["@acme/other-1.0.0.sigstore"]!.DeepClone();
        var noBundle = package.ToAttestedDocument();
        noBundle["_attachments"]!["@acme/tool-1.0.0.sigstore"] = new JsonObject { ["content_type"] = "application/vnd.dev.sigstore.bundle.v0.3+json", ["data"] = "{}" };

        foreach (var (document, reason) in new[]
        {
            (package.ToAttestedDocument(sha512: "abc"), $"The provenance is about a tarball with the SHA-512 abc, this one has {Convert.ToHexStringLower(SHA512.HashData(package.Tarball))}."),
            (otherName, "The provenance is about pkg:npm/%40acme/other@1.0.0, the package is pkg:npm/%40acme/tool@1.0.0."),
            (noBundle, "The provenance is no Sigstore bundle with an in-toto statement about one package."),
        })
        {
            Assert.Equal($$"""400 {"message":"{{reason}}","error":"{{reason}}"}""", (await stage.PutAsync("/@acme%2ftool", document.ToJsonString())).ToString());
        }

        await using var database = stage.Registry.Open();
        Assert.Equal((0, 0), (await database.PackageNames.CountAsync(), await database.Blobs.CountAsync()));
    }
}
