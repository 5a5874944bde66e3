namespace Registry.Data.Entities;

/// <summary>A key that this registry signs versions with.</summary>
public sealed class SigningKey
{
    public long Id { get; set; }

    /// <summary><c>SHA256:</c> and the unpadded base64 of the public key's digest.</summary>
    public required string KeyId { get; set; }

    /// <summary>SubjectPublicKeyInfo in DER.</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>PKCS #8, encrypted with the data-protection keys.</summary>
    public required byte[] ProtectedPrivateKey { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
