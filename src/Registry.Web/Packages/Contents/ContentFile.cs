using System.Text;

namespace Registry.Web.Packages.Contents;

/// <summary>A file within a version.</summary>
/// <param name="Path">Within the package's own folder.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its bytes, to tell whether two are the same.</param>
/// <param name="Data">Its bytes if it is a text that can be shown, else null.</param>
internal sealed record ContentFile(string Path, long Size, string Sha256, byte[]? Data)
{
    /// <summary>The largest file that is shown.</summary>
    public const int ShownSize = 512 * 1024;

    /// <summary>The same for a picture that can be shown.</summary>
    public Picture? Picture { get; init; }

    /// <summary>Whether it could be shown, had the files before it left room.</summary>
    public bool IsPassedOver { get; init; }

    /// <summary>What is kept of it, in bytes.</summary>
    public int Weight => (Data ?? Picture?.Data)?.Length ?? 0;

    /// <summary>Its text, or null if there is none to show.</summary>
    public string? Text => Data is null ? null : Encoding.UTF8.GetString(Data.AsSpan().StartsWith("\uFEFF"u8) ? Data.AsSpan(3) : Data);

    /// <summary>Why there is nothing to show.</summary>
    public string Unshown => Size > ShownSize && !(IsPassedOver && Contents.Picture.IsNamed(Path)) ? $"It is larger than {ShownSize / 1024} KiB."
        : IsPassedOver ? "The files before it in the archive take all the room that a page has."
        : "It is no text.";
}
