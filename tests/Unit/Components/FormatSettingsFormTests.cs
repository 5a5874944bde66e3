using Registry.Web.Components.Pages.Settings;
using Xunit;

namespace Registry.Unit.Components;

public class FormatSettingsFormTests
{
    [Theory]
    [InlineData("", true, null)]
    [InlineData("50", true, 52_428_800L)]
    [InlineData("0.5", true, 524_288L)]
    [InlineData("NaN", false, null)]
    [InlineData("Infinity", false, null)]
    [InlineData("0", false, null)]
    [InlineData("-1", false, null)]
    [InlineData("1e3", false, null)]
    [InlineData("99999999999999", false, null)]
    public void A_size_is_a_number_of_MiB_that_a_file_can_have(string text, bool isSize, long? bytes) =>
        Assert.Equal((isSize, bytes), (FormatSettingsForm.TryReadSize(text, out var read), read));
}
