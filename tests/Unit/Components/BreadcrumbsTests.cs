using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class BreadcrumbsTests : BunitContext
{
    [Fact]
    public void Each_step_of_the_path_is_a_link_but_the_page_itself() =>
        Render<Breadcrumbs>(crumbs => crumbs.Add(c => c.Items, [.. Crumb.Along("acme/platform"), new Crumb("Packages")])).MarkupMatches(
            """
            <nav class="crumbs" aria-label="Breadcrumb">
              <ol>
                <li><a href="explore?search=acme%2F">acme</a></li>
                <li><a href="acme/platform">platform</a></li>
                <li><span aria-current="page">Packages</span></li>
              </ol>
            </nav>
            """);

    [Fact]
    public void No_steps_are_no_navigation() => Render<Breadcrumbs>().MarkupMatches("");
}
