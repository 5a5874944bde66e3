using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class PagerTests : BunitContext
{
    [Fact]
    public void A_page_in_the_middle_leads_both_ways_and_keeps_the_query() =>
        RenderAt("acme/web/-/packages?type=npm&page=2", 2, 128).MarkupMatches(
            """
            <nav class="pager" aria-label="Pages">
              <span class="num">21–40 of 128</span>
              <span class="row">
                <a class="btn small" rel="prev" href="/acme/web/-/packages?type=npm">Previous</a>
                <a class="btn small" rel="next" href="/acme/web/-/packages?type=npm&amp;page=3">Next</a>
              </span>
            </nav>
            """);

    [Fact]
    public void The_only_page_leads_nowhere() =>
        RenderAt("list", 1, 3).MarkupMatches(
            """
            <nav class="pager" aria-label="Pages">
              <span class="num">1–3 of 3</span>
              <span class="row">
                <span class="btn small" aria-disabled="true">Previous</span>
                <span class="btn small" aria-disabled="true">Next</span>
              </span>
            </nav>
            """);

    [Fact]
    public void The_last_full_page_has_no_next() =>
        RenderAt("list?page=2", 2, 40).MarkupMatches(
            """
            <nav class="pager" aria-label="Pages">
              <span class="num">21–40 of 40</span>
              <span class="row">
                <a class="btn small" rel="prev" href="/list">Previous</a>
                <span class="btn small" aria-disabled="true">Next</span>
              </span>
            </nav>
            """);

    [Fact]
    public void An_empty_list_has_no_pager() => RenderAt("list", 1, 0).MarkupMatches("");

    private IRenderedComponent<Pager> RenderAt(string address, int page, long total)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Pager>(pager => pager.Add(p => p.Page, page).Add(p => p.Total, total));
    }
}
