using Registry.Unit.Archives;
using Registry.Web.Archives;
using Registry.Web.Npm;
using Registry.Web.Packages.Contents;
using Xunit;

namespace Registry.Unit.Packages;

public sealed class ContentCollectorTests
{
    [Fact]
    public void A_path_as_long_as_an_extension_header_is_not_shown()
    {
        var shown = Walk(new TestTar().File("package/a.txt", "a").LongName($"package/{new string('b', 990)}").File("package/b", "b"));
        var refused = Assert.Throws<UnusableArchiveException>(() => Walk(new TestTar().LongName($"package/{new string('b', 60_000)}").File("package/b", "b")));

        Assert.Equal(["a.txt", new string('b', 990)], shown.Files.Select(file => file.Path));
        Assert.Equal("It holds a path of more than 1000 letters.", refused.Message);
    }

    [Fact]
    public void What_comes_behind_more_than_a_page_keeps_is_said_to_be_so_and_not_to_be_no_text()
    {
        byte[] png = [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[Picture.LargestSize - 8]];
        var text = new string('a', ContentFile.ShownSize);
        var tar = new TestTar();
        for (var i = 0; i < ContentCollector.MostBytes / ContentFile.ShownSize; i++)
        {
            tar.File($"package/{i}.txt", text);
        }

        for (var i = 0; i < 4; i++)
        {
            tar.File($"package/{i}.png", png);
        }

        var contents = Walk(tar.File("package/last.txt", "a").File("package/last.png", png).File("package/last.bin", "a\0").File("package/long.txt", text + "a"));

        Assert.Equal(
            [
                ("last.bin", "It is no text."),
                ("last.png", "The files before it in the archive take all the room that a page has."),
                ("last.txt", "The files before it in the archive take all the room that a page has."),
                ("long.txt", "It is larger than 512 KiB."),
            ],
            contents.Files.Where(file => file.Data is null && file.Picture is null).Select(file => (file.Path, file.Unshown)));
    }

    private static PackageContents Walk(TestTar tar)
    {
        using var tgz = new MemoryStream(tar.ToTgz());
        var files = new ContentCollector();
        TarballFiles.Walk(tgz, new TarballLimits(), files, CancellationToken.None);
        return files.Contents;
    }
}
