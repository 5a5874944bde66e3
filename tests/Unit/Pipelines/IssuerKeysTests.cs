using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Registry.Unit.Hosting;
using Registry.Web.Pipelines;
using Xunit;

namespace Registry.Unit.Pipelines;

/// <summary>How keys are fetched, kept and fetched anew.</summary>
public sealed class IssuerKeysTests : IAsyncLifetime, IDisposable
{
    private readonly IssuerClient _client = new();
    private readonly SetTime _time = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    private LocalIssuer _issuer = null!;
    private IssuerKeys _keys = null!;

    public async Task InitializeAsync()
    {
        _issuer = await LocalIssuer.StartAsync();
        _keys = new IssuerKeys(_client, _time, NullLogger<IssuerKeys>.Instance);
    }

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Keys_are_read_once_for_all_who_ask_at_once()
    {
        var findings = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FindAsync("rsa")));

        Assert.All(findings, finding => Assert.IsType<KeyFinding.Found>(finding));
        Assert.Equal(1, _issuer.Reads);
    }

    [Fact]
    public async Task A_key_that_came_later_is_found_a_minute_after_the_last_look()
    {
        await FindAsync("rsa");
        _issuer.Keys.Add(_issuer.RsaKey("new"));

        Assert.IsType<KeyFinding.Unknown>(await FindAsync("new"));
        _time.Now = _time.Now.AddSeconds(59);
        Assert.IsType<KeyFinding.Unknown>(await FindAsync("new"));
        Assert.Equal(1, _issuer.Reads);

        _time.Now = _time.Now.AddSeconds(1);
        Assert.IsType<KeyFinding.Found>(await FindAsync("new"));
        Assert.IsType<KeyFinding.Found>(await FindAsync("rsa"));
        Assert.Equal(2, _issuer.Reads);
    }

    [Fact]
    public async Task Who_sends_unknown_ids_has_the_issuer_asked_once_a_minute()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.IsType<KeyFinding.Unknown>(await FindAsync($"unknown-{i}"));
            _time.Now = _time.Now.AddSeconds(1);
        }

        Assert.Equal(4, _issuer.Reads);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_none_an_hour_later()
    {
        await FindAsync("rsa");
        _issuer.Keys.RemoveAt(0);

        _time.Now = _time.Now.AddMinutes(59);
        Assert.IsType<KeyFinding.Found>(await FindAsync("rsa"));
        _time.Now = _time.Now.AddMinutes(1);
        Assert.IsType<KeyFinding.Unknown>(await FindAsync("rsa"));
    }

    [Fact]
    public async Task An_issuer_that_failed_is_asked_again_five_seconds_later()
    {
        _issuer.KeySet = context => Status(context, 500);
        Assert.IsType<KeyFinding.Unreachable>(await FindAsync("rsa"));
        Assert.IsType<KeyFinding.Unreachable>(await FindAsync("rsa"));
        Assert.Equal(1, _issuer.Reads);

        _issuer.KeySet = null;
        _time.Now = _time.Now.AddSeconds(5);
        Assert.IsType<KeyFinding.Found>(await FindAsync("rsa"));
    }

    [Theory]
    [InlineData("""{"issuer":"https://evil.example.com","jwks_uri":"ADDRESS/keys"}""")]
    [InlineData("""{"issuer":"ADDRESS"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"http://registry.example.com/keys"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("""{"issuer":"ADDRESS","jwks_uri":"/keys"}""")]
    [InlineData("""[]""")]
    [InlineData("""no JSON""")]
    public async Task A_configuration_that_cannot_be_right_is_not_followed(string configuration)
    {
        _issuer.Configuration = context => context.Response.WriteAsync(configuration.Replace("ADDRESS", _issuer.Address, StringComparison.Ordinal));

        Assert.IsType<KeyFinding.Unreachable>(await FindAsync("rsa"));
        Assert.Equal(0, _issuer.Reads);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await LocalIssuer.StartAsync();
        _issuer.KeySet = context =>
        {
            context.Response.Redirect($"{other.Address}/keys");
            return Task.CompletedTask;
        };

        Assert.IsType<KeyFinding.Unreachable>(await FindAsync("rsa"));
        Assert.Equal(0, other.Reads);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_read()
    {
        _issuer.KeySet = async context =>
        {
            for (var i = 0; i < 2048; i++)
            {
                await context.Response.WriteAsync(new string(' ', 1024));
            }
        };

        Assert.IsType<KeyFinding.Unreachable>(await FindAsync("rsa"));
    }

    [Fact]
    public async Task Keys_that_are_weak_or_for_something_else_are_passed_over()
    {
        using var weak = System.Security.Cryptography.RSA.Create(1024);
        var modulus = System.Buffers.Text.Base64Url.EncodeToString(weak.ExportParameters(includePrivateParameters: false).Modulus);
        _issuer.Keys.Clear();
        _issuer.Keys.Add(new JsonObject { ["kty"] = "RSA", ["kid"] = "weak", ["n"] = modulus, ["e"] = "AQAB" });
        _issuer.Keys.Add(Changed("encrypting", "use", "enc"));
        _issuer.Keys.Add(Changed("pss", "alg", "PS256"));
        _issuer.Keys.Add(Changed("symmetric", "kty", "oct"));
        _issuer.Keys.Add(Changed("spoilt", "n", "!"));
        _issuer.Keys.Add("no key");
        _issuer.Keys.Add(_issuer.RsaKey("rsa"));

        foreach (var id in (string[])["weak", "encrypting", "pss", "symmetric", "spoilt"])
        {
            Assert.IsType<KeyFinding.Unknown>(await FindAsync(id));
        }

        Assert.IsType<KeyFinding.Found>(await FindAsync("rsa"));

        JsonObject Changed(string id, string name, string value)
        {
            var key = _issuer.RsaKey(id);
            key[name] = value;
            return key;
        }
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private Task<KeyFinding> FindAsync(string keyId) => _keys.FindAsync(_issuer.Address, keyId, "RS256", CancellationToken.None);
}
