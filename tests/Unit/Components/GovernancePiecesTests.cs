using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Registry.Data.Entities;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class GovernancePiecesTests : BunitContext
{
    [Fact]
    public void What_came_of_a_form_is_said_in_the_pages_own_words()
    {
        var words = new Dictionary<string, string> { ["saved"] = "It is saved." };

        Services.GetRequiredService<NavigationManager>().NavigateTo("?done=saved");
        Render<DoneNotice>(notice => notice.Add(n => n.Words, words)).MarkupMatches("""<div class="notice good" role="status">It is saved.</div>""");

        Services.GetRequiredService<NavigationManager>().NavigateTo("?done=You+have+won");
        Render<DoneNotice>(notice => notice.Add(n => n.Words, words)).MarkupMatches("");
    }

    [Fact]
    public void A_grave_question_wants_something_typed() =>
        Render<TypedConfirmation>(field => field.Add(f => f.Expected, "acme/web")).MarkupMatches(
            """
            <div class="field">
              <label for="confirmation">Type <code>acme/web</code> to go on</label>
              <input id="confirmation" name="Confirmation" autocomplete="off" autocapitalize="none" spellcheck="false" required autofocus>
            </div>
            """);

    [Fact]
    public void Nobody_is_offered_a_role_above_the_own()
    {
        var select = Render<RoleSelect>(role => role
            .Add(r => r.Name, "Level").Add(r => r.Value, AccessLevel.Reporter).Add(r => r.Highest, AccessLevel.Maintainer).Add(r => r.Label, "Role of sten"));

        Assert.Equal("Role of sten", select.Find("select").GetAttribute("aria-label"));
        Assert.Equal(["Guest", "Reporter", "Developer", "Maintainer"], select.FindAll("option").Select(option => option.TextContent));
        Assert.Equal("Reporter", select.Find("option[selected]").TextContent);
    }

    [Theory]
    [InlineData(BuildStatus.Success, "chip good", "success")]
    [InlineData(BuildStatus.Failed, "chip bad", "failed")]
    [InlineData(BuildStatus.Skipped, "chip", "skipped")]
    public void A_status_is_a_sign_and_a_word(BuildStatus status, string tone, string word)
    {
        var chip = Render<BuildStatusChip>(one => one.Add(o => o.Status, status)).Find("span");

        Assert.Equal((tone, word), (chip.ClassName!.Trim(), chip.TextContent));
        Assert.Equal("true", chip.QuerySelector("svg")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Parts_are_drawn_and_told_in_a_table()
    {
        var bar = Render<StackedBar>(one => one
            .Add(b => b.Label, "Room").Add(b => b.Head, "Format").Add(b => b.Counted, "Files")
            .Add(b => b.Parts, [new BarPart("npm", 3072, "npm", 2), new BarPart("Helm", 1024, "helm", 1), new BarPart("Trash", 0, null, 0)]));

        Assert.Equal(["0 748", "750 248"], bar.FindAll("svg.bar rect").Select(part => $"{part.GetAttribute("x")} {part.GetAttribute("width")}"));
        Assert.Equal(
            ["npm|2|3.0 KiB|75 %", "Helm|1|1.0 KiB|25 %", "Trash|0|0 bytes|0 %"],
            bar.FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))));
    }

    [Fact]
    public void Weeks_are_drawn_and_told_in_a_table()
    {
        var bars = Render<WeekBars>(one => one.Add(b => b.Of, "Downloads").Add(b => b.Counts, [0, 1, 200, 50]).Add(b => b.LastDay, new DateOnly(2026, 3, 4)));

        Assert.Equal("0 0 76 100", bars.Find("svg").GetAttribute("viewBox"));
        Assert.Equal(
            ["0 99 1 none", "20 97 3 ", "40 0 100 ", "60 75 25 "],
            bars.FindAll("svg rect").Select(bar => $"{bar.GetAttribute("x")} {bar.GetAttribute("y")} {bar.GetAttribute("height")} {bar.ClassName}"));
        Assert.Equal(["2026-02-05", "at most 200 in a week", "2026-03-04"], bars.FindAll("p span").Select(word => word.TextContent));
        Assert.Equal(
            ["2026-02-26|50", "2026-02-19|200", "2026-02-12|1", "2026-02-05|0"],
            bars.FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.TextContent))));
    }
}
