using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class PageNumberTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("1", 1)]
    [InlineData("7", 7)]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("2.5", 1)]
    [InlineData("two", 1)]
    [InlineData("99999999999", 1)]
    [InlineData("2147483647", 10_000_000)]
    public void An_address_asks_for_a_page_that_can_be(string? query, int expected) => Assert.Equal(expected, PageNumber.Of(query));

    [Theory]
    [InlineData("1", 0, 1, 0)]
    [InlineData("1", 45, 1, 0)]
    [InlineData("2", 45, 2, 20)]
    [InlineData("3", 45, 3, 40)]
    [InlineData("4", 45, 3, 40)]
    [InlineData("4", 40, 2, 20)]
    [InlineData("9", 0, 1, 0)]
    public async Task Past_the_end_comes_the_last_page(string query, int total, int page, int skipped)
    {
        var loaded = await PageNumber.LoadAsync(query, skip => Task.FromResult((Skip: skip, Total: total)), list => list.Total);

        Assert.Equal((page, (skipped, total)), loaded);
    }
}
