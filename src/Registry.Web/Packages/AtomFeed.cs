using System.Globalization;
using System.Xml;

namespace Registry.Web.Packages;

/// <summary>Writes a feed of versions: RFC 4287.</summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed in UTF-8.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="self">Its own address, which is also its id.</param>
    /// <param name="page">The page for people.</param>
    /// <param name="packages">The address that package pages begin with.</param>
    /// <param name="entries">The newest first.</param>
    public static byte[] Write(string title, string self, string page, string packages, IReadOnlyList<FeedEntry> entries)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, self);
            xml.WriteElementString("title", Atom, title);
            xml.WriteElementString("updated", Atom, Time(entries.Count == 0 ? DateTimeOffset.UnixEpoch : entries.Max(entry => entry.UpdatedAt)));
            WriteLink(xml, "self", "application/atom+xml", self);
            WriteLink(xml, "alternate", "text/html", page);
            foreach (var entry in entries)
            {
                WriteEntry(xml, entry, $"{packages}/{entry.PackageId}");
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void WriteEntry(XmlWriter xml, FeedEntry entry, string address)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, address);
        xml.WriteElementString("title", Atom, Clean($"{entry.Name} {entry.Version}"));
        xml.WriteElementString("updated", Atom, Time(entry.UpdatedAt));
        xml.WriteElementString("published", Atom, Time(entry.PublishedAt));
        WriteLink(xml, "alternate", "text/html", address);
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, Clean(entry.Publisher));
        xml.WriteEndElement();
        if (!string.IsNullOrWhiteSpace(entry.Description))
        {
            xml.WriteElementString("summary", Atom, Clean(entry.Description));
        }

        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // A publisher's own words may hold letters that XML knows no way to write.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xFFFD) or >= 0x10000));
}
