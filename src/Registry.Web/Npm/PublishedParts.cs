namespace Registry.Web.Npm;

/// <summary>The one version that a publish document is about, with its files and tags.</summary>
internal sealed record PublishedParts(NpmVersion Version, PublishedAttachment Tarball, PublishedAttachment? Bundle, IReadOnlyList<string> Tags)
{
    /// <summary>Finds the parts, in GitLab's words where something is wrong.</summary>
    public static PublishedPartsReading Of(NpmPackageName name, PublishDocument document)
    {
        var tarballs = document.Attachments.Where(attachment => !attachment.IsBundle).ToList();
        var bundles = document.Attachments.Where(attachment => attachment.IsBundle).ToList();
        if (Fault(name, document, tarballs, bundles) is { } fault)
        {
            return new PublishedPartsReading.Unusable(fault);
        }

        var key = document.Versions[0].Key;
        if (!NpmVersion.TryParse(key, out var version))
        {
            return new PublishedPartsReading.Unusable(NpmVersion.Invalid);
        }

        var expected = $"{name}-{key}";
        if (tarballs[0].Key != $"{expected}.tgz" && tarballs[0].Key != TarballName.WithoutScope($"{expected}.tgz"))
        {
            return new PublishedPartsReading.Unusable($"The attachment is named {tarballs[0].Key}, not {expected}.tgz.");
        }

        return TagFault(document, version) is { } unfit
            ? new PublishedPartsReading.Unusable(unfit)
            : new PublishedPartsReading.Found(new PublishedParts(version, tarballs[0], bundles.FirstOrDefault(), [.. document.DistTags.Select(tag => tag.Key)]));
    }

    private static string? Fault(NpmPackageName name, PublishDocument document, List<PublishedAttachment> tarballs, List<PublishedAttachment> bundles) =>
        document.Versions.Count == 0 ? "Version is empty."
        : document.Versions.Count > 1 ? "More than one version in one document: publish them one by one."
        : document.Name is { } named && named != name.Text ? $"The document is about {named}, the address about {name}."
        : tarballs.Count == 0 ? "Attachment data is empty."
        : tarballs.Count > 1 || bundles.Count > 1 ? "More than one attachment of a kind for one version."
        : null;

    private static string? TagFault(PublishDocument document, NpmVersion version)
    {
        foreach (var (tag, target) in document.DistTags)
        {
            if (DistTagName.Fault(tag) is { } fault)
            {
                return fault;
            }

            if (!NpmVersion.TryParse(target, out var tagged) || tagged != version)
            {
                return $"The tag {tag} is for {target}, which the document does not publish.";
            }
        }

        return null;
    }
}

/// <summary>What came of looking for the parts.</summary>
internal abstract record PublishedPartsReading
{
    private PublishedPartsReading()
    {
    }

    public sealed record Found(PublishedParts Parts) : PublishedPartsReading;

    public sealed record Unusable(string Reason) : PublishedPartsReading;
}
