namespace Registry.Web.Npm;

/// <summary>Writes <c>dist</c>: where a version's tarball lies, and how to tell that it is the one that was published.</summary>
internal static class PackumentDist
{
    // Names and versions hold nothing that would have to be escaped in a path.
    public static void Write(JsonOutput json, string name, PackumentVersion version, string registryUrl)
    {
        json.Raw(",\"dist\":{\"integrity\":"u8).Text(version.Integrity)
            .Raw(",\"shasum\":"u8).Text(version.Shasum)
            .Raw(",\"tarball\":"u8).Text($"{registryUrl}/{name}/-/{name}-{version.Version}.tgz")
            .Raw(",\"fileCount\":"u8).Number(version.FileCount)
            .Raw(",\"unpackedSize\":"u8).Number(version.UnpackedSize);
        if (version.Signature is { } signature)
        {
            json.Raw(",\"signatures\":[{\"keyid\":"u8).Text(signature.KeyId).Raw(",\"sig\":"u8).Text(signature.Sig).Raw("}]"u8);
        }

        if (version.ProvenancePredicate is { } predicate)
        {
            json.Raw(",\"attestations\":{\"url\":"u8).Text($"{registryUrl}/-/npm/v1/attestations/{name}@{version.Version}")
                .Raw(",\"provenance\":{\"predicateType\":"u8).Text(predicate).Raw("}}"u8);
        }

        json.Raw("}"u8);
    }
}
