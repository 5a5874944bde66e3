using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Registry.Web.Auth;

/// <summary>What the last Authorization header of a connection held. The connection itself keeps the header's text as well.</summary>
internal sealed class LastAuthorization
{
    private static readonly object Key = new();

    private Entry? _last;

    /// <summary>Gives each connection its own, before requests come: HTTP/2 sends several at a time.</summary>
    public static void Remember(ListenOptions endpoint) => endpoint.Use(next => connection =>
    {
        connection.Items[Key] = new LastAuthorization();
        return next(connection);
    });

    /// <summary>That of the request's connection; null where connections remember nothing.</summary>
    public static LastAuthorization? On(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>() is { Items: { } items } && items.TryGetValue(Key, out var last) ? (LastAuthorization?)last : null;

    /// <summary>What <paramref name="read"/> finds in the header, found once for the same text.</summary>
    public PresentedSecret[] Read(string authorization, Func<string, PresentedSecret> read)
    {
        if (Volatile.Read(ref _last) is { } last && last.Authorization == authorization)
        {
            return last.Secrets;
        }

        var secret = read(authorization);
        Volatile.Write(ref _last, new Entry(authorization, [secret]));
        return [secret];
    }

    private sealed class Entry(string authorization, PresentedSecret[] secrets)
    {
        public string Authorization => authorization;

        public PresentedSecret[] Secrets => secrets;
    }
}
