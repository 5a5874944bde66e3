using System.Text.Json;

namespace Registry.Web.Pipelines;

/// <summary>Asks issuers for their keys, the way OpenID Connect Discovery says. Follows no redirect, and reads no more than a key set needs.</summary>
internal sealed class IssuerClient : IDisposable
{
    private const int MaxSize = 1 << 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxSize,
    };

    /// <summary>The keys that the issuer signs with now. Throws <see cref="IssuerException"/> if it does not tell.</summary>
    public async Task<IReadOnlyList<IssuerKey>> ReadKeysAsync(string issuer, CancellationToken cancellationToken)
    {
        try
        {
            using var configuration = await ReadAsync(new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration"), cancellationToken);
            if (Text(configuration.RootElement, "issuer") != issuer)
            {
                throw new IssuerException("its configuration names another issuer");
            }

            if (!Uri.TryCreate(Text(configuration.RootElement, "jwks_uri"), UriKind.Absolute, out var address) || !OidcIssuer.IsSafe(address))
            {
                throw new IssuerException("its configuration names no https address of keys");
            }

            using var keys = await ReadAsync(address, cancellationToken);
            return keys.RootElement.TryGetProperty("keys", out var all) && all.ValueKind == JsonValueKind.Array
                ? [.. all.EnumerateArray().Select(IssuerKey.Read).OfType<IssuerKey>()]
                : throw new IssuerException("its keys are no key set");
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IssuerException(fault.Message, fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(address, cancellationToken);
        if (answer.StatusCode != System.Net.HttpStatusCode.OK)
        {
            throw new IssuerException($"{address} answers {(int)answer.StatusCode}");
        }

        var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw new IssuerException($"{address} answers no JSON object");
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>An issuer does not tell its keys. The message is for the operator.</summary>
internal sealed class IssuerException(string message, Exception? inner = null) : Exception(message, inner);
