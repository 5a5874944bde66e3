using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class SigstoreBundleTests
{
    private const string Statement = """
        {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"pkg:npm/%40acme/tool@1.0.0","digest":{"sha512":"abc123"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{}}
        """;

    [Theory]
    [InlineData("application/vnd.dev.sigstore.bundle.v0.3+json")]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.2")]
    public void A_bundle_says_what_it_is_about(string mediaType) => Assert.Equal(
        new SigstoreBundle(mediaType, "https://slsa.dev/provenance/v1", "pkg:npm/%40acme/tool@1.0.0", "abc123"),
        Read(Statement, mediaType));

    [Theory]
    [InlineData("@acme/tool", "1.0.0", "abc123", null)]
    [InlineData("@acme/tool", "1.0.0+build", "abc123", null)]
    [InlineData("@acme/tool", "1.0.1", "abc123", "The provenance is about pkg:npm/%40acme/tool@1.0.0, the package is pkg:npm/%40acme/tool@1.0.1.")]
    [InlineData("tool", "1.0.0", "abc123", "The provenance is about pkg:npm/%40acme/tool@1.0.0, the package is pkg:npm/tool@1.0.0.")]
    [InlineData("@acme/tool", "1.0.0", "abc124", "The provenance is about a tarball with the SHA-512 abc123, this one has abc124.")]
    public void It_has_to_be_about_the_tarball(string name, string version, string sha512, string? fault)
    {
        Assert.True(NpmPackageName.TryParse(name, out var packageName));
        Assert.True(NpmVersion.TryParse(version, out var packageVersion));

        Assert.Equal(fault, Read(Statement)!.Fault(packageName, packageVersion, sha512));
    }

    [Fact]
    public void An_unscoped_name_is_not_escaped()
    {
        Assert.True(NpmPackageName.TryParse("tool", out var name));
        Assert.True(NpmVersion.TryParse("1.0.0", out var version));

        Assert.Null(Read(Statement.Replace("%40acme/", "", StringComparison.Ordinal))!.Fault(name, version, "abc123"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("""{"predicateType":"p","subject":[]}""")]
    [InlineData("""{"predicateType":"p","subject":{"name":"a","digest":{"sha512":"b"}}}""")]
    [InlineData("""{"predicateType":"p","subject":[{"name":"a","digest":{"sha512":"b"}},{"name":"a","digest":{"sha512":"b"}}]}""")]
    [InlineData("""{"predicateType":"p","subject":[{"name":"a","digest":{"sha256":"b"}}]}""")]
    [InlineData("""{"predicateType":"p","subject":[{"name":1,"digest":{"sha512":"b"}}]}""")]
    [InlineData("""{"predicateType":"p","subject":[null]}""")]
    [InlineData("""{"predicateType":7,"subject":[{"name":"a","digest":{"sha512":"b"}}]}""")]
    public void A_statement_of_another_shape_is_none(string statement) => Assert.Null(Read(statement));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{"payloadType":"application/vnd.in-toto+json","payload":"*"}}""")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{"payloadType":"application/vnd.in-toto+json","payload":null}}""")]
    public void A_bundle_of_another_shape_is_none(string bundle) => Assert.Null(SigstoreBundle.Read(Encoding.UTF8.GetBytes(bundle)));

    [Fact]
    public void Another_kind_of_envelope_is_none()
    {
        Assert.Null(Read(Statement, payloadType: "text/plain"));
        Assert.Null(Read(Statement, mediaType: "application/json"));
    }

    private static SigstoreBundle? Read(
        string statement, string mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json", string payloadType = "application/vnd.in-toto+json") =>
        SigstoreBundle.Read(Encoding.UTF8.GetBytes($$$"""
            {"mediaType":"{{{mediaType}}}","verificationMaterial":{},"dsseEnvelope":{"payload":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(statement))}}}","payloadType":"{{{payloadType}}}","signatures":[]}}
            """));
}
