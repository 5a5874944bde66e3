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

    private static PackageContents Walk(TestTar tar)
    {
        using var tgz = new MemoryStream(tar.ToTgz());
        var files = new ContentCollector();
        TarballFiles.Walk(tgz, new TarballLimits(), files, CancellationToken.None);
        return files.Contents;
    }
}
