using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Registry.Unit.Hosting;
using Registry.Web.Hosting;
using Registry.Web.Http;
using Registry.Web.Pipelines;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>Which ID tokens are believed.</summary>
public sealed class IdTokenCheckTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly IssuerClient _client = new();
    private readonly SetTime _time = new(Now);
    private LocalIssuer _issuer = null!;
    private IdTokenCheck _check = null!;

    public async Task InitializeAsync()
    {
        _issuer = await LocalIssuer.StartAsync();
        _check = Check();
    }

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task A_good_token_tells_its_claims(string algorithm)
    {
        var reading = await _check.ReadAsync(_issuer.Sign(Claims(("pipeline_id", 574), ("ref_protected", true), ("groups", new JsonArray("a"))), algorithm), CancellationToken.None);

        var token = Assert.IsType<IdTokenReading.Good>(reading).Token;
        Assert.Equal((_issuer.Address, Now.AddSeconds(360)), (token.Issuer, token.ForgottenAt));
        Assert.Equal(("acme/web", "574", "true", null), (token.Claims["project_path"], token.Claims["pipeline_id"], token.Claims["ref_protected"], token.Claims.GetValueOrDefault("groups")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    [InlineData("RS384")]
    [InlineData("rs256")]
    public async Task Another_algorithm_is_refused(string algorithm) =>
        Assert.Equal(
            algorithm == "none" ? IdTokenRefusals.Malformed : IdTokenRefusals.Algorithm, // without a signature it is no signed token at all
            await RefusalAsync(_issuer.Sign(Claims(), algorithm, "rsa")));

    [Fact]
    public async Task None_with_something_for_a_signature_is_refused() =>
        Assert.Equal(IdTokenRefusals.Algorithm, await RefusalAsync(LocalIssuer.Sign("""{"alg":"none","kid":"rsa"}""", Claims().ToJsonString(), _ => [1])));

    [Fact]
    public async Task A_key_counts_for_its_own_algorithm_alone()
    {
        Assert.Equal(IdTokenRefusals.Key, await RefusalAsync(_issuer.Sign(Claims(), "RS256", "ec")));
        Assert.Equal(IdTokenRefusals.Key, await RefusalAsync(_issuer.Sign(Claims(), "ES256", "rsa")));
    }

    [Fact]
    public async Task A_signature_by_another_key_or_of_other_claims_is_refused()
    {
        using var other = RSA.Create(2048);
        var good = _issuer.Sign(Claims());
        var parts = good.Split('.');
        var changed = _issuer.Sign(Claims(("project_path", "evil/web"))).Split('.');

        Assert.Equal(IdTokenRefusals.Signature, await RefusalAsync(LocalIssuer.Sign("""{"alg":"RS256","kid":"rsa"}""", Claims().ToJsonString(), signed => other.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        Assert.Equal(IdTokenRefusals.Signature, await RefusalAsync($"{parts[0]}.{changed[1]}.{parts[2]}"));
        Assert.Equal(IdTokenRefusals.Signature, await RefusalAsync($"{parts[0]}.{parts[1]}.AAAA"));
        Assert.Equal(IdTokenRefusals.Signature, await RefusalAsync(LocalIssuer.Sign("""{"alg":"ES256","kid":"ec"}""", Claims().ToJsonString(), _ => new byte[64])));
    }

    [Fact]
    public async Task A_key_that_the_token_brings_along_does_not_count()
    {
        using var own = RSA.Create(2048);
        var key = own.ExportParameters(includePrivateParameters: false);
        var header = new JsonObject
        {
            ["alg"] = "RS256",
            ["kid"] = "mine",
            ["jwk"] = new JsonObject { ["kty"] = "RSA", ["kid"] = "mine", ["n"] = System.Buffers.Text.Base64Url.EncodeToString(key.Modulus), ["e"] = "AQAB" },
            ["jku"] = "https://evil.example.com/keys",
        };

        Assert.Equal(IdTokenRefusals.Key, await RefusalAsync(LocalIssuer.Sign(header.ToJsonString(), Claims().ToJsonString(), signed => own.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
    }

    [Fact]
    public async Task Without_a_key_id_or_with_an_unknown_one_it_is_refused()
    {
        Assert.Equal(IdTokenRefusals.Key, await RefusalAsync(_issuer.Sign(Claims(), change: header => header.Remove("kid"))));
        Assert.Equal(IdTokenRefusals.Key, await RefusalAsync(_issuer.Sign(Claims(), keyId: "other")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.")]
    [InlineData("W10.e30.AAAA")]
    public async Task What_is_no_token_is_refused(string text) => Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(text));

    [Fact]
    public async Task A_token_that_can_be_read_in_two_ways_is_refused()
    {
        var claims = Claims().ToJsonString();
        var good = _issuer.Sign(Claims());
        const string header = """{"alg":"RS256","kid":"rsa"}""";

        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(LocalIssuer.Sign(header, $"{claims[..^1]},\"aud\":\"x\"}}", _ => [1]))); // a name twice
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(LocalIssuer.Sign($"{header[..^1]},\"alg\":\"none\"}}", claims, _ => [1])));
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(LocalIssuer.Sign($"{header[..^1]},\"crit\":[\"b64\"],\"b64\":false}}", claims, _ => [1])));
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(LocalIssuer.Sign($"{header[..^1]},\"typ\":\"at+jwt\"}}", claims, _ => [1]))); // an access token
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync($"{good} "));
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync($"{good}=="));
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(good.Insert(good.Length - 4, "\n")));
    }

    [Fact]
    public async Task A_token_that_is_too_long_is_refused() =>
        Assert.Equal(IdTokenRefusals.Malformed, await RefusalAsync(_issuer.Sign(Claims(("more", new string('a', SignedToken.MaxLength))))));

    [Fact]
    public async Task The_issuer_must_be_a_trusted_one_letter_for_letter()
    {
        foreach (var issuer in (string?[])[null, "", "https://gitlab.com", $"{_issuer.Address}/", _issuer.Address.ToUpperInvariant()])
        {
            Assert.Equal(IdTokenRefusals.Issuer, await RefusalAsync(_issuer.Sign(Claims(("iss", issuer)))));
        }

        Assert.Equal(IdTokenRefusals.Issuer, await RefusalAsync(_issuer.Sign(Claims(("iss", new JsonArray(_issuer.Address))))));
        Assert.Equal(0, _issuer.Reads); // nobody is asked for the keys of who is not trusted
    }

    [Fact]
    public async Task The_audience_must_be_this_registry()
    {
        foreach (var audience in (JsonNode[])["registry.example.com", "npm:registry.example.com", new JsonArray("other", "registry.example.com")])
        {
            Assert.Null(await RefusalAsync(_issuer.Sign(Claims(("aud", audience)))));
        }

        foreach (var audience in (JsonNode?[])[null, "", "registry.npmjs.org", "npm:registry.npmjs.org", "REGISTRY.example.com", "registry.example.com:8443", 7, new JsonArray(), new JsonArray("other", 7)])
        {
            Assert.Equal(IdTokenRefusals.Audience, await RefusalAsync(_issuer.Sign(Claims(("aud", audience)))));
        }
    }

    [Fact]
    public async Task An_audience_of_the_settings_stands_in_the_place_of_the_host()
    {
        _check = Check("https://packages.example.com");

        Assert.Null(await RefusalAsync(_issuer.Sign(Claims(("aud", "https://packages.example.com")))));
        Assert.Null(await RefusalAsync(_issuer.Sign(Claims(("aud", "npm:registry.example.com")))));
        Assert.Equal(IdTokenRefusals.Audience, await RefusalAsync(_issuer.Sign(Claims(("aud", "registry.example.com")))));
    }

    [Fact]
    public async Task Without_a_public_address_only_the_audience_of_the_settings_counts()
    {
        _check = Check("mine", publicUrl: null);

        Assert.Null(await RefusalAsync(_issuer.Sign(Claims(("aud", "mine")))));
        Assert.Equal(IdTokenRefusals.Audience, await RefusalAsync(_issuer.Sign(Claims(("aud", "npm:")))));
        Assert.Equal(IdTokenRefusals.Audience, await RefusalAsync(_issuer.Sign(Claims(("aud", null)))));
    }

    [Theory]
    [InlineData("exp", -59, null)]
    [InlineData("exp", -60, "exp")]
    [InlineData("nbf", 60, null)]
    [InlineData("nbf", 61, "nbf")]
    [InlineData("iat", 60, null)]
    [InlineData("iat", 61, "nbf")]
    public async Task A_minute_is_allowed_for_clocks(string claim, int seconds, string? fault) => Assert.Equal(
        fault switch { null => null, "exp" => IdTokenRefusals.Expired, _ => IdTokenRefusals.TooEarly },
        await RefusalAsync(_issuer.Sign(Claims((claim, Now.ToUnixTimeSeconds() + seconds)))));

    [Fact]
    public async Task Times_must_be_there_and_be_times()
    {
        Assert.Null(await RefusalAsync(_issuer.Sign(Claims(("nbf", null)))));
        foreach (var (claim, value) in new (string, JsonNode?)[] { ("exp", null), ("iat", null), ("exp", "1900000000"), ("exp", 1e300), ("exp", -1), ("nbf", "0"), ("iat", true) })
        {
            Assert.Equal(IdTokenRefusals.Times, await RefusalAsync(_issuer.Sign(Claims((claim, value)))));
        }
    }

    [Fact]
    public async Task Two_signatures_of_one_token_are_the_same_token()
    {
        var token = _issuer.Sign(Claims(), "ES256");
        var twin = LocalIssuer.Twin(token);

        Assert.NotEqual(token, twin);
        Assert.Equal(await DigestAsync(token), await DigestAsync(twin));

        async Task<byte[]> DigestAsync(string text) => Assert.IsType<IdTokenReading.Good>(await _check.ReadAsync(text, CancellationToken.None)).Token.Digest;
    }

    [Fact]
    public async Task No_refusal_tells_anything_of_the_token()
    {
        var secret = "canary-1234";

        foreach (var claims in (JsonObject[])[Claims(("iss", secret)), Claims(("aud", secret)), Claims(("exp", secret))])
        {
            Assert.DoesNotContain(secret, (await RefusalAsync(_issuer.Sign(claims)))!.Message, StringComparison.Ordinal);
        }
    }

    private JsonObject Claims(params (string Name, JsonNode? Value)[] more) => _issuer.GitLab(
        [("iat", Now.ToUnixTimeSeconds()), ("nbf", Now.ToUnixTimeSeconds()), ("exp", Now.ToUnixTimeSeconds() + 300), .. more]);

    private IdTokenCheck Check(string? audience = null, string? publicUrl = LocalIssuer.PublicUrl) => new(
        Options.Create(new OidcOptions { Issuers = [new OidcIssuer { Issuer = _issuer.Address, Audience = audience }] }),
        new PublicUrl(Options.Create(new RegistryOptions { PublicUrl = publicUrl })),
        new IssuerKeys(_client, _time, NullLogger<IssuerKeys>.Instance),
        _time);

    private async Task<Refusal?> RefusalAsync(string token) => (await _check.ReadAsync(token, CancellationToken.None) as IdTokenReading.Refused)?.Refusal;
}
