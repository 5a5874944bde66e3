using System.Buffers;

namespace Registry.Web.Npm;

/// <summary>Puts the stored parts of a package's versions together to the documents that npm clients read.</summary>
internal static class PackumentWriter
{
    /// <param name="output">Takes the UTF-8 text.</param>
    /// <param name="packument">What to write.</param>
    /// <param name="form">How much of it.</param>
    /// <param name="registryUrl">
    /// The address that the client uses as its registry, without a slash at the end: npm 12 refuses a tarball that does not lie below it.
    /// </param>
    public static void Write(IBufferWriter<byte> output, Packument packument, PackumentForm form, string registryUrl)
    {
        var json = new JsonOutput(output);
        var isFull = form is PackumentForm.Full;
        json.Raw("{"u8);
        if (isFull)
        {
            json.Raw("\"_id\":"u8).Text(packument.Name).Raw(",\"_rev\":\""u8).Number(packument.Revision).Raw("\","u8);
        }

        json.Raw("\"name\":"u8).Text(packument.Name);
        if (!isFull)
        {
            json.Raw(",\"modified\":"u8).Time(packument.ModifiedAt);
        }

        WriteDistTags(json, packument);
        WriteVersions(json, packument, isFull, registryUrl);
        WriteTimes(json, packument);
        if (isFull)
        {
            WriteMaintainers(json, packument);
            PackumentRootFields.Write(json, packument);
            json.Raw(",\"_attachments\":{}"u8);
        }

        json.Raw("}"u8);
    }

    /// <summary>One version alone, as the full form holds it.</summary>
    public static void WriteVersion(IBufferWriter<byte> output, Packument packument, PackumentVersion version, string registryUrl) =>
        WriteVersion(new JsonOutput(output), packument, version, isFull: true, registryUrl);

    private static void WriteDistTags(JsonOutput json, Packument packument)
    {
        json.Raw(",\"dist-tags\":{"u8);
        var comma = ""u8;
        foreach (var (tag, version) in packument.DistTags)
        {
            json.Raw(comma).Text(tag).Raw(":"u8).Text(version);
            comma = ","u8;
        }

        json.Raw("}"u8);
    }

    private static void WriteVersions(JsonOutput json, Packument packument, bool isFull, string registryUrl)
    {
        json.Raw(",\"versions\":{"u8);
        var comma = ""u8;
        foreach (var version in packument.Versions)
        {
            json.Raw(comma).Text(version.Version).Raw(":"u8);
            WriteVersion(json, packument, version, isFull, registryUrl);
            comma = ","u8;
        }

        json.Raw("}"u8);
    }

    private static void WriteVersion(JsonOutput json, Packument packument, PackumentVersion version, bool isFull, string registryUrl)
    {
        // Each part names the package at least, so it never is {}.
        json.Raw((isFull ? version.Document : version.Abbreviated).Span[..^1]);
        if (isFull)
        {
            if (version.Publisher is { } publisher)
            {
                json.Raw(",\"_npmUser\":"u8);
                WritePerson(json, publisher);
            }

            WriteMaintainers(json, packument);
        }

        PackumentDist.Write(json, packument.Name, version, registryUrl);

        // Yarn 1 prints an empty reason as a warning.
        if (version.Deprecated is { Length: > 0 } deprecated)
        {
            json.Raw(",\"deprecated\":"u8).Text(deprecated);
        }

        json.Raw("}"u8);
    }

    // Yarn holds back a version without its time, and the abbreviated form spares pnpm the full one.
    private static void WriteTimes(JsonOutput json, Packument packument)
    {
        json.Raw(",\"time\":{\"modified\":"u8).Time(packument.ModifiedAt).Raw(",\"created\":"u8).Time(packument.CreatedAt);
        foreach (var version in packument.Versions)
        {
            json.Raw(","u8).Text(version.Version).Raw(":"u8).Time(version.PublishedAt);
        }

        json.Raw("}"u8);
    }

    private static void WriteMaintainers(JsonOutput json, Packument packument)
    {
        json.Raw(",\"maintainers\":["u8);
        var comma = ""u8;
        foreach (var maintainer in packument.Maintainers)
        {
            json.Raw(comma);
            WritePerson(json, maintainer);
            comma = ","u8;
        }

        json.Raw("]"u8);
    }

    // npm prints the address of each person; without the field it prints "undefined".
    private static void WritePerson(JsonOutput json, string name) => json.Raw("{\"name\":"u8).Text(name).Raw(",\"email\":\"\"}"u8);
}
