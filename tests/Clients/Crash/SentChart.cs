using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Registry.Clients.Crash;

/// <summary>A packed chart that is sent to a registry which may be killed meanwhile.</summary>
internal sealed record SentChart(string Name, string Version, byte[] Bytes)
{
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>A chart with a file of random bytes: no two are the same.</summary>
    public static SentChart Pack(string name, string version, int size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            Write(tar, $"{name}/Chart.yaml", System.Text.Encoding.UTF8.GetBytes($"apiVersion: v2\nname: {name}\nversion: {version}\n"));
            Write(tar, $"{name}/files/random", RandomNumberGenerator.GetBytes(size));
        }

        return new SentChart(name, version, packed.ToArray());
    }

    private static void Write(TarWriter tar, string path, byte[] data) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(data) });
}
