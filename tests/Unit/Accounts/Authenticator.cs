using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Unit.Accounts;

/// <summary>What an authenticator app shows.</summary>
internal static class Authenticator
{
    /// <param name="secret">In Base32.</param>
    /// <param name="ahead">By how many half minutes its clock is before ours.</param>
    public static string Code(string secret, int ahead = 0)
    {
        var bits = string.Concat(secret.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + ahead);
#pragma warning disable CA5350 // as authenticator apps do
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        return $"{(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff) % 1_000_000:000000}";
    }
}
