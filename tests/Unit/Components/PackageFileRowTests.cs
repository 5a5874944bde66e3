using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Registry.Data.Entities;
using Registry.Web.Components.Pages;
using Xunit;

namespace Registry.Unit.Components;

public class PackageFileRowTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 20, 0, 0, TimeSpan.Zero);

    public PackageFileRowTests() => Services.AddSingleton<TimeProvider>(new FixedClock(Now));

    [Fact]
    public void A_file_shows_its_size_its_sums_and_where_to_download_it() =>
        Render<PackageFileRow>(row => row.Add(r => r.Href, "acme/web/-/package_files/7/download").Add(r => r.Open, true).Add(r => r.File, new PackageFile
        {
            FileName = "web-1.0.0.tgz",
            Size = 18742,
            Md5 = "aa",
            Sha1 = "bb",
            Sha256 = "cc",
            Sha512 = "dd",
            CreatedAt = Now.AddMinutes(-3),
            Creator = new Actor { Kind = ActorKind.User, Id = 1, Name = "jane" },
        })).MarkupMatches(
            $"""
            <div class="file">
              <div class="row">
                <span class="name">web-1.0.0.tgz</span>
                <span class="muted">
                  <span class="num" title="18&nbsp;742 bytes">18.3 KiB</span> ·
                  <time datetime="2026-11-20T19:57:00Z" title="2026-11-20 19:57:00 UTC">3 minutes ago</time>
                </span>
                <a class="btn small push" href="acme/web/-/package_files/7/download" download data-enhance-nav="false" aria-label="Download web-1.0.0.tgz">Download</a>
              </div>
              <details open>
                <summary>Checksums</summary>
                <dl class="facts">{Sum("SHA-256", "cc")}{Sum("SHA-512", "dd")}{Sum("SHA-1", "bb")}{Sum("MD5", "aa")}</dl>
              </details>
            </div>
            """);

    [Fact]
    public void A_file_that_another_took_the_place_of_says_so() => Assert.Equal("replaced", Render<PackageFileRow>(row => row.Add(r => r.IsReplaced, true).Add(r => r.File, new PackageFile
    {
        FileName = "web-1.0.0.tgz",
        Size = 1,
        Md5 = "aa",
        Sha1 = "bb",
        Sha256 = "cc",
        Sha512 = "dd",
        CreatedAt = Now,
        Creator = new Actor { Kind = ActorKind.User, Id = 1, Name = "jane" },
    })).Find(".chip").TextContent);

    private static string Sum(string name, string value) =>
        $"""
        <div>
          <dt>{name}</dt>
          <dd>
            <span class="copyable checksum">
              <code title="{value}" data-copy-source>{value}</code>
              <button type="button" class="btn small scripted" data-copy aria-label="Copy: {name}">Copy</button>
            </span>
          </dd>
        </div>
        """;
}
