using System.Text.Json;
using Registry.Data.Blobs;

namespace Registry.Web.Npm;

/// <summary>Holds the sums that a client published in <c>dist</c> against those of the tarball that it sent.</summary>
internal static class PublishedSums
{
    /// <summary>Why they are not the tarball's; null if they are, or there are none.</summary>
    public static string? Fault(JsonElement manifest, BlobSums sums)
    {
        var dist = manifest.Field("dist");
        if (dist.Text("shasum") is { Length: > 0 } shasum && !shasum.Equals(sums.Sha1, StringComparison.OrdinalIgnoreCase))
        {
            return $"dist.shasum is {Shown(shasum)}, the tarball's is {sums.Sha1}.";
        }

        return dist.Text("integrity") is { } integrity ? IntegrityFault(integrity, sums) : null;
    }

    // A list may hold several sums of one kind, of which one has to be right.
    private static string? IntegrityFault(string integrity, BlobSums sums)
    {
        var claims = integrity.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(claim => claim.Split('?')[0]).ToList();
        if (claims.Count == 0)
        {
            return null;
        }

        string[] actual = [Integrity.Of("sha512", sums.Sha512), Integrity.Of("sha256", sums.Sha256), Integrity.Of("sha1", sums.Sha1)];
        var isKnown = false;
        foreach (var sum in actual)
        {
            var ofKind = claims.FindAll(claim => claim.StartsWith(sum[..(sum.IndexOf('-', StringComparison.Ordinal) + 1)], StringComparison.Ordinal));
            if (ofKind.Count > 0 && !ofKind.Contains(sum, StringComparer.Ordinal))
            {
                return $"dist.integrity is {Shown(ofKind[0])}, the tarball's is {sum}.";
            }

            isKnown |= ofKind.Count > 0;
        }

        return isKnown ? null : $"dist.integrity is {Shown(integrity)}, which holds no sum of a known kind; the tarball's is {actual[0]}.";
    }

    private static string Shown(string claim) => claim.Length <= 200 ? claim : $"{claim.AsSpan(0, 200)}…";
}
