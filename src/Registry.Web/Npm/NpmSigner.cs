using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;

namespace Registry.Web.Npm;

/// <summary>
/// Signs versions as npm's registry does: ECDSA over P-256 and SHA-256, of <c>name@version:integrity</c>, with one key for the
/// whole instance that is made when it is first wanted.
/// </summary>
internal sealed class NpmSigner(IDbContextFactory<RegistryDbContext> databases, IDataProtectionProvider protection, TimeProvider time) : IDisposable
{
    /// <summary>As npm calls keys and signatures of this kind.</summary>
    public const string Scheme = "ecdsa-sha2-nistp256";

    private const string Purpose = "Registry.Npm.SigningKey";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Key? _key;

    /// <summary>The signature, DER in base64, and the key it is by.</summary>
    public async ValueTask<PackumentSignature> SignAsync(NpmPackageName name, NpmVersion version, string integrity, CancellationToken cancellationToken)
    {
        var key = await GetAsync(cancellationToken);
        var message = Encoding.UTF8.GetBytes($"{name}@{version}:{integrity}");
        lock (key)
        {
            return new PackumentSignature(key.Row.KeyId, Convert.ToBase64String(key.Private.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        }
    }

    /// <summary>The keys that signatures can be checked with.</summary>
    public async Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken)
    {
        await GetAsync(cancellationToken); // so that there is one before the first version
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.SigningKeys.AsNoTracking().OrderBy(key => key.Id).ToListAsync(cancellationToken);
    }

    public void Dispose()
    {
        _key?.Private.Dispose();
        _gate.Dispose();
    }

    private async ValueTask<Key> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _key) is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _key ??= Open(await FindOrMakeAsync(cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<SigningKey> FindOrMakeAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await database.BeginWriteAsync(cancellationToken);
        await write.TakeTurnAsync(cancellationToken); // or another node makes a second one
        if (await database.SigningKeys.OrderBy(key => key.Id).LastOrDefaultAsync(cancellationToken) is { } found)
        {
            return found;
        }

        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = made.ExportSubjectPublicKeyInfo();
        var row = new SigningKey
        {
            KeyId = $"SHA256:{Convert.ToBase64String(SHA256.HashData(publicKey)).TrimEnd('=')}",
            PublicKey = publicKey,
            ProtectedPrivateKey = protection.CreateProtector(Purpose).Protect(made.ExportPkcs8PrivateKey()),
            CreatedAt = time.GetUtcNow(),
        };
        database.SigningKeys.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return row;
    }

    private Key Open(SigningKey row)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(protection.CreateProtector(Purpose).Unprotect(row.ProtectedPrivateKey), out _);
        return new Key(row, key);
    }

    private sealed record Key(SigningKey Row, ECDsa Private);
}
