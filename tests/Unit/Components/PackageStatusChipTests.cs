using Bunit;
using Registry.Data.Entities;
using Registry.Web.Components.Pages;
using Xunit;

namespace Registry.Unit.Components;

public class PackageStatusChipTests : BunitContext
{
    [Theory]
    [InlineData(PackageStatus.Default, "good", "available", "It can be installed")]
    [InlineData(PackageStatus.Deprecated, "warn", "deprecated", "It can be installed, but should not be any more")]
    [InlineData(PackageStatus.Error, "bad", "error", "It could not be read and cannot be installed")]
    [InlineData(PackageStatus.Hidden, "", "hidden", "Lists leave it out; clients install it")]
    [InlineData(PackageStatus.Processing, "", "being processed", "It can be installed in a moment")]
    public void A_status_says_in_words_whether_to_install(PackageStatus status, string tone, string text, string title) =>
        Render<PackageStatusChip>(chip => chip.Add(c => c.Status, status)).MarkupMatches($"""<span class="{(tone.Length == 0 ? "chip" : $"chip {tone}")}" title="{title}">{text}</span>""");
}
