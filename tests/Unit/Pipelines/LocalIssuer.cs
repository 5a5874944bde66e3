using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Unit.Hosting;

namespace Registry.Unit.Pipelines;

/// <summary>An issuer of ID tokens on a free port of this machine, which signs whatever it is told to.</summary>
internal sealed class LocalIssuer : IAsyncDisposable
{
    public const string PublicUrl = "https://registry.example.com:8443/packages";
    public const string Audience = "registry.example.com";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TinyApp? _app;

    private LocalIssuer()
    {
    }

    public string Address => _app!.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>What it answers for its keys; a test may change it.</summary>
    public JsonArray Keys { get; } = [];

    /// <summary>The handler of its configuration, where it is not to be the usual one.</summary>
    public Func<HttpContext, Task>? Configuration { get; set; }

    /// <summary>The handler of its keys, where it is not to be the usual one.</summary>
    public Func<HttpContext, Task>? KeySet { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int Reads { get; private set; }

    /// <summary>The settings of a registry that trusts it.</summary>
    public string[] Settings => [$"--Registry:Oidc:Issuers:0:Issuer={Address}", $"--Registry:PublicUrl={PublicUrl}"];

    public static async Task<LocalIssuer> StartAsync()
    {
        var issuer = new LocalIssuer();
        issuer.Keys.Add(issuer.RsaKey("rsa"));
        issuer.Keys.Add(issuer.EcKey("ec"));
        issuer._app = await TinyApp.StartAsync(app =>
        {
            app.MapGet("/.well-known/openid-configuration", context => issuer.Configuration?.Invoke(context)
                ?? context.Response.WriteAsync(new JsonObject { ["issuer"] = issuer.Address, ["jwks_uri"] = $"{issuer.Address}/keys" }.ToJsonString()));
            app.MapGet("/keys", context =>
            {
                issuer.Reads++;
                return issuer.KeySet?.Invoke(context) ?? context.Response.WriteAsync(new JsonObject { ["keys"] = issuer.Keys.DeepClone() }.ToJsonString());
            });
        });
        return issuer;
    }

    /// <summary>The claims of a build of GitLab's, with others added, or taken away by a null.</summary>
    public JsonObject GitLab(params (string Name, JsonNode? Value)[] more) => With(
        new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = Audience,
            ["sub"] = "project_path:acme/web:ref_type:branch:ref:main",
            ["project_id"] = "22",
            ["project_path"] = "acme/web",
            ["pipeline_id"] = "574",
            ["pipeline_source"] = "schedule",
            ["ref"] = "main",
            ["sha"] = Build.Sha,
            ["user_login"] = "olga",
        },
        more);

    /// <summary>The claims of a run of GitHub's.</summary>
    public JsonObject GitHub(params (string Name, JsonNode? Value)[] more) => With(
        new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = Audience,
            ["sub"] = "repo:acme/web:ref:refs/tags/v1.0.0",
            ["repository"] = "acme/web",
            ["repository_id"] = "74",
            ["run_id"] = "9001",
            ["event_name"] = "workflow_dispatch",
            ["workflow"] = "Release",
            ["workflow_ref"] = "acme/web/.github/workflows/release.yml@refs/tags/v1.0.0",
            ["ref"] = "refs/tags/v1.0.0",
            ["sha"] = Build.Sha,
            ["actor"] = "octocat",
        },
        more);

    public string Sign(JsonObject claims, string algorithm = "RS256", string? keyId = null, Action<JsonObject>? change = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = keyId ?? (algorithm.StartsWith('E') ? "ec" : "rsa"), ["typ"] = "JWT" };
        change?.Invoke(header);
        return Sign(header.ToJsonString(), claims.ToJsonString(), signed => algorithm switch
        {
            "ES256" => _ec.SignData(signed, HashAlgorithmName.SHA256),
            "none" => [],
            "HS256" => HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), signed),
            "PS256" => _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        });
    }

    public static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The same token, signed as well by the other form of its ES256 signature.</summary>
    public static string Twin(string token)
    {
        var parts = token.Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        var order = new System.Numerics.BigInteger(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);
        var other = (order - new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString([.. signature[..32], .. new byte[32 - other.Length], .. other])}";
    }

    public JsonObject RsaKey(string keyId)
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["kty"] = "RSA", ["kid"] = keyId, ["use"] = "sig", ["alg"] = "RS256", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _rsa.Dispose();
        _ec.Dispose();
    }

    private JsonObject EcKey(string keyId)
    {
        var key = _ec.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = keyId, ["x"] = Base64Url.EncodeToString(key.Q.X), ["y"] = Base64Url.EncodeToString(key.Q.Y) };
    }

    private static JsonObject With(JsonObject claims, (string Name, JsonNode? Value)[] more)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (claims["iat"], claims["nbf"], claims["exp"], claims["jti"]) = (now, now - 5, now + 300, Guid.NewGuid().ToString());
        foreach (var (name, value) in more)
        {
            claims.Remove(name);
            if (value is not null)
            {
                claims[name] = value;
            }
        }

        return claims;
    }
}
