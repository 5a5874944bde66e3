using Xunit;

namespace Registry.Ui;

public class FrontPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public Task The_front_page_answers_with_a_title() => browser.VisitAsync(async page =>
    {
        var answer = await page.GotoAsync("/");

        Assert.Equal(200, answer!.Status);
        Assert.Contains("Registry", await page.TitleAsync(), StringComparison.Ordinal);
    });
}
