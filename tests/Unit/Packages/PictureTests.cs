using System.Text;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>What is served as a picture is one by its bytes.</summary>
public sealed class PictureTests
{
    [Theory]
    [InlineData("a.png", "\u0089PNG\r\n\u001a\n...", "image/png")]
    [InlineData("a.gif", "\u0089PNG\r\n\u001a\n...", "image/png")]
    [InlineData("a.jpg", "ÿØÿà...", "image/jpeg")]
    [InlineData("a.gif", "GIF89a..\0", "image/gif")]
    [InlineData("a.webp", "RIFF\0\0\0\0WEBPVP8 ", "image/webp")]
    [InlineData("a.avif", "\0\0\0\u0020ftypavif\0\0", "image/avif")]
    [InlineData("a.avif", "\0\0\0\u0020ftypheic\0\0", null)]
    [InlineData("a.webp", "RIFF\0\0\0\0WAVEfmt ", null)]
    [InlineData("a.png", "\u0089PN", null)]
    [InlineData("a.png", "", null)]
    public void A_picture_is_told_by_its_bytes(string path, string bytes, string? type) =>
        Assert.Equal(type, Picture.Of(path, Encoding.Latin1.GetBytes(bytes), isText: false)?.ContentType);

    [Theory]
    [InlineData("a.svg", "image/svg+xml")]
    [InlineData("A.SVG", "image/svg+xml")]
    [InlineData("a.png", null)]
    [InlineData("a.html", null)]
    public void A_text_is_a_drawing_by_its_name_or_none(string path, string? type) =>
        Assert.Equal(type, Picture.Of(path, "<svg/>"u8.ToArray(), isText: true)?.ContentType);
}
