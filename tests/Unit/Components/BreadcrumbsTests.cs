using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class BreadcrumbsTests : BunitContext
{
    [Fact]
    public void Each_group_leads_to_its_page_and_only_the_page_itself_to_nothing() =>
        Render<Breadcrumbs>(crumbs => crumbs.Add(c => c.Items, [.. Crumb.Along("acme/platform"), new Crumb("Packages")])).MarkupMatches(
            """
            <nav class="crumbs" aria-label="Breadcrumb">
              <ol>
                <li><a href="acme">acme</a></li>
                <li><a href="acme/platform">platform</a></li>
                <li><span aria-current="page">Packages</span></li>
              </ol>
            </nav>
            """);

    [Fact]
    public void No_steps_are_no_navigation() => Render<Breadcrumbs>().MarkupMatches("");
}
