using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Registry.Web.Http;

/// <summary>Remembers for an hour which forms were sent, so that reloading the answer does not do it twice.</summary>
internal sealed class SentForms : IDisposable
{
    private const int MostForms = 10_000;

    private readonly MemoryCache _sent = new(new MemoryCacheOptions { SizeLimit = MostForms });

    /// <summary>A value to hide in a form.</summary>
    public static string NewKey() => Guid.NewGuid().ToString("N");

    /// <summary>True the first time the form of that key comes.</summary>
    /// <param name="form">Whose it is, and what it hides; a browser may send anything, so only a digest is kept.</param>
    public bool TryTake(string form)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(form)));
        lock (_sent)
        {
            if (_sent.TryGetValue(key, out _))
            {
                return false;
            }

            _sent.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
            return true;
        }
    }

    public void Dispose() => _sent.Dispose();
}
