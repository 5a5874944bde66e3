using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Registry.Ui.Pages;
using Registry.Unit.Helm;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Ui;

/// <summary>A package's page: the version and its command, what is in it, what changed, what Maintainers do.</summary>
public class PackageTests(ShelfBrowser browser) : IClassFixture<ShelfBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_finds_the_version_and_the_command_with_a_token_in_it(bool script) => browser.VisitAsync(
        async page =>
        {
            var package = new PackagePage(page);
            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart");
            await Assertions.Expect(package.Heading).ToHaveTextAsync("web-chart");
            await Assertions.Expect(package.Version.Locator("option:checked")).ToHaveTextAsync("1.5.0");

            await package.Version.SelectOptionAsync("1.4.2");
            if (!script)
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Go" }).ClickAsync();
            }

            await Assertions.Expect(page.GetByText("1.5.0 is newer.")).ToBeVisibleAsync();
            await page.GetByText("curl", new() { Exact = true }).ClickAsync();
            await Assertions.Expect(package.Install).ToContainTextAsync("--user jane:\"$TOKEN\"");

            var answer = page.WaitForResponseAsync(response => response.Request.Method == "POST");
            await page.GetByRole(AriaRole.Button, new() { Name = "Make one that can only read packages" }).ClickAsync();
            Assert.Equal("no-store", (await answer).Headers["cache-control"]);
            await Assertions.Expect(page.GetByText("The token is filled in, and shown only now.")).ToBeVisibleAsync();
            await page.GetByText("curl", new() { Exact = true }).ClickAsync();
            var command = await package.Install.InnerTextAsync();
            var token = command.Split("jane:")[1].Split(' ')[0];
            Assert.StartsWith("regpat_", token, StringComparison.Ordinal);

            using var client = new HttpClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(command.Split('\n')[^1].Trim())).StatusCode);
            using var body = new MultipartFormDataContent { { new ByteArrayContent(TestCharts.Package("web-chart", "9.9.9")), "chart", "x.tgz" } };
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync($"{browser.Start}api/v4/projects/{Uri.EscapeDataString(ShelfBrowser.Project)}/packages/helm/api/stable/charts", body)).StatusCode);

            await page.GotoAsync(page.Url);
            Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Somebody_finds_the_version_and_the_command_with_a_token_in_it)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Somebody_inspects_the_values_and_compares_them(bool script) => browser.VisitAsync(
        async page =>
        {
            var package = new PackagePage(page);
            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart");
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How to use it" })).ToBeVisibleAsync();

            await package.OpenTabAsync("Values");
            await Assertions.Expect(package.Values).ToHaveCountAsync(3);
            await page.GetByLabel("Filter values").FillAsync("PODS");
            if (!script)
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
            }

            await Assertions.Expect(package.Values.Filter(new() { Visible = true })).ToHaveCountAsync(1);
            await Assertions.Expect(package.Values.Filter(new() { Visible = true })).ToContainTextAsync("How many pods run");

            await page.GetByLabel("Filter values").FillAsync("");
            await page.GetByLabel("Compare to").SelectOptionAsync("1.4.2");
            if (!script)
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
            }

            await Assertions.Expect(page.GetByText("was 1 in 1.4.2")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "All that changed" }).ClickAsync();
            var comparison = new ComparisonPage(page);
            await Assertions.Expect(comparison.Heading).ToHaveTextAsync("Compare web-chart");
            await Assertions.Expect(page.GetByText("2 keys added, 0 removed, 1 changed")).ToBeVisibleAsync();
            await comparison.OpenAsync("Templates");
            await Assertions.Expect(comparison.LinesOf("templates/service.yaml")).ToContainTextAsync("kind: Service");
            await comparison.SwapAsync();
            await Assertions.Expect(comparison.From).ToHaveTextAsync("1.5.0");

            await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart");
            await package.OpenTabAsync("Versions");
            await page.GetByLabel("From 1.4.2").CheckAsync();
            await page.GetByLabel("To 1.5.0").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Compare the two" }).ClickAsync();
            await Assertions.Expect(comparison.From).ToHaveTextAsync("1.4.2");

            await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart?tab=code");
            await package.OpenTabAsync("Code");
            await page.GetByRole(AriaRole.Navigation, new() { Name = "Files" }).GetByRole(AriaRole.Link, new() { Name = "templates/configmap.yaml" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Line 2" }).ClickAsync();
            Assert.EndsWith("file=templates%2Fconfigmap.yaml#L2", page.Url, StringComparison.Ordinal);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Somebody_inspects_the_values_and_compares_them)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Versions_are_compared_side_by_side_and_without_whitespace(bool script) => browser.VisitAsync(
        async page =>
        {
            var comparison = new ComparisonPage(page);
            var name = $"spaced-{(script ? "a" : "b")}";
            var token = await browser.TokenOfAsync("jane");
            await browser.PublishAsync(ShelfBrowser.Project, token, TestCharts.Package(name, "1.0.0", files: ("templates/a.yaml", "kind: A\n  name: x\nold: 1\n")));
            await browser.PublishAsync(ShelfBrowser.Project, token, TestCharts.Package(name, "1.1.0", files: ("templates/a.yaml", "kind: A\n    name: x\nnew: 1\n")));
            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/{name}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Compare…" }).ClickAsync();
            await comparison.OpenAsync("Templates");
            await Assertions.Expect(page.GetByText("+2 −2")).ToBeVisibleAsync();

            await comparison.TickAsync(comparison.IgnoresSpace, script);
            await Assertions.Expect(page.GetByText("+1 −1")).ToBeVisibleAsync();
            var lines = comparison.LinesOf("templates/a.yaml");
            Assert.True(await TopAsync("old: 1") < await TopAsync("new: 1"));

            await comparison.TickAsync(comparison.IsSplit, script);
            await Assertions.Expect(lines.GetByText("name: x")).ToHaveCountAsync(2);
            Assert.Equal(await TopAsync("old: 1"), await TopAsync("new: 1"));
            await comparison.SwapAsync();
            await Assertions.Expect(comparison.From).ToHaveTextAsync("1.1.0");
            await Assertions.Expect(comparison.IgnoresSpace).ToBeCheckedAsync();
            await Assertions.Expect(comparison.IsSplit).ToBeCheckedAsync();
            Assert.Equal(await TopAsync("old: 1"), await TopAsync("new: 1"));

            await page.SetViewportSizeAsync(800, 800);
            Assert.True(await TopAsync("new: 1") < await TopAsync("old: 1"));
            await Assertions.Expect(lines.GetByText("name: x").Filter(new() { Visible = true })).ToHaveCountAsync(1);

            async Task<float> TopAsync(string text) => (await lines.GetByText(text).BoundingBoxAsync())!.Y;
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Versions_are_compared_side_by_side_and_without_whitespace)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_developer_uploads_in_the_browser(bool script) => browser.VisitAsync(
        async page =>
        {
            var (package, upload, patch) = (new PackagePage(page), new UploadPage(page, ShelfBrowser.Project), script ? 1 : 2);
            await new SignInPage(page).SignInAsync("devi");
            await upload.OpenAsync("helm");
            await upload.PublishAsync("not a chart"u8.ToArray());
            await Assertions.Expect(page.GetByText("Nothing was published. invalid package file: it is no gzip file")).ToBeVisibleAsync();

            await upload.Channel.FillAsync("beta");
            await upload.PublishAsync(TestCharts.Package("by-hand", $"1.0.{patch}"));
            await Assertions.Expect(package.Heading).ToHaveTextAsync("by-hand");
            await Assertions.Expect(page.GetByText("Published.", new() { Exact = true })).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("header.page")).ToContainTextAsync("beta");

            var tool = new TestPackage("@acme/by-hand", $"1.0.{patch}", "\"description\":\"Packed by hand.\"");
            await upload.OpenAsync("npm");
            await upload.PublishAsync(tool.Tarball);
            await Assertions.Expect(package.Heading).ToHaveTextAsync("@acme/by-hand");
            await upload.OpenAsync("npm");
            await upload.PublishAsync(tool.Tarball);
            await Assertions.Expect(page.GetByText($"@acme/by-hand 1.0.{patch} exists already.")).ToBeVisibleAsync();

            // Another site's form has no seal.
            var form = page.APIRequest.CreateFormData();
            form.Set("file", new FilePayload { Name = "x.tgz", MimeType = "application/gzip", Buffer = TestCharts.Package("forged", "1.0.0") });
            Assert.Equal(400, (await page.APIRequest.PostAsync($"{ShelfBrowser.Project}/-/packages/new/helm", new() { Multipart = form })).Status);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_developer_uploads_in_the_browser)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_maintainer_hides_deprecates_and_deletes_and_a_developer_is_not_asked(bool script) => browser.VisitAsync(
        async page =>
        {
            var package = new PackagePage(page);
            var name = $"@acme/tool-{(script ? "a" : "b")}";
            await browser.PublishNpmAsync(new TestPackage(name, "1.0.0"));
            await browser.PublishNpmAsync(new TestPackage(name, "1.1.0"));
            var address = $"{ShelfBrowser.Project}/-/packages/by_name/npm/{name}";

            await new SignInPage(page).SignInAsync("devi");
            await page.GotoAsync(address);
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Compare…" })).ToHaveCountAsync(1);
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Delete…" })).ToHaveCountAsync(0);
            var here = page.Url;
            await new SignInPage(page).SignOutAsync();

            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync(here);
            await (await package.ActionAsync("Hide from lists")).ClickAsync();
            await Assertions.Expect(page.GetByText("This version is hidden.")).ToBeVisibleAsync();
            await (await package.ActionAsync("Show in lists")).ClickAsync();
            await Assertions.Expect(page.GetByText("Lists show it again.")).ToBeVisibleAsync();

            await (await package.ActionAsync("Deprecate…")).ClickAsync();
            await page.GetByLabel("Reason").FillAsync("Use another one.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Deprecate 1.1.0" }).ClickAsync();
            await Assertions.Expect(page.GetByText("This version is deprecated. Use another one.")).ToBeVisibleAsync();
            await package.OpenTabAsync("Activity");
            await Assertions.Expect(page.GetByText("Deprecated Use another one.")).ToBeVisibleAsync();
            await (await package.ActionAsync("Undo the deprecation")).ClickAsync();
            await Assertions.Expect(page.GetByText("It is not deprecated any more.")).ToBeVisibleAsync();

            await page.GetByRole(AriaRole.Link, new() { Name = "Previous version, 1.0.0" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Next version, 1.1.0" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Delete…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Delete 1 version" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("restored");
            await page.GotoAsync(address);
            await page.GetByRole(AriaRole.Link, new() { Name = "Delete…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Delete 1 version" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("deleted");
            await page.GotoAsync(address);
            await Assertions.Expect(package.Version.Locator("option")).ToHaveTextAsync(["1.0.0"]);

            await package.OpenTabAsync("Files");
            await page.GetByRole(AriaRole.Button, new() { Name = "Delete file…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Delete the file" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The file is deleted.")).ToBeVisibleAsync();
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(A_maintainer_hides_deprecates_and_deletes_and_a_developer_is_not_asked)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Tags_are_given_and_moved_by_a_developer_and_taken_away_by_a_maintainer(bool script) => browser.VisitAsync(
        async page =>
        {
            var package = new PackagePage(page);
            var name = $"@acme/tagged-{(script ? "a" : "b")}";
            await browser.PublishNpmAsync(new TestPackage(name, "1.0.0"));
            await browser.PublishNpmAsync(new TestPackage(name, "1.1.0"));
            // Without a README the page opens on its versions.
            var address = $"{ShelfBrowser.Project}/-/packages/by_name/npm/{name}";

            await new SignInPage(page).SignInAsync("devi");
            await page.GotoAsync(address);
            await page.GetByLabel("Tag for 1.1.0").FillAsync("1.x");
            await page.GetByRole(AriaRole.Button, new() { Name = "Set the tag" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The dist-tag '1.x' would be taken for a SemVer range.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("The dist-tag '1.x' would be taken for a SemVer range.")).ToBeInViewportAsync();
            await Assertions.Expect(page.GetByLabel("Tag for 1.1.0")).ToBeFocusedAsync();
            await Assertions.Expect(page.GetByLabel("Tag for 1.1.0")).ToHaveValueAsync("1.x");
            await page.GetByLabel("Tag for 1.1.0").FillAsync("beta");
            await page.GetByRole(AriaRole.Button, new() { Name = "Set the tag" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The tag points to this version.")).ToBeVisibleAsync();
            await Assertions.Expect(package.Tags.Locator("td:first-child")).ToHaveTextAsync(["latest", "beta"]);
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove beta" })).ToHaveCountAsync(0);

            await page.GetByRole(AriaRole.Link, new() { Name = "Previous version, 1.0.0" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Move beta from 1.1.0 to 1.0.0" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The tag points to this version.")).ToBeVisibleAsync();
            await Assertions.Expect(package.Tags.Nth(1)).ToContainTextAsync("1.0.0 this one");
            var here = page.Url;
            await new SignInPage(page).SignOutAsync();

            await new SignInPage(page).SignInAsync("jane");
            await page.GotoAsync(here);
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove latest" })).ToHaveCountAsync(0);
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove beta" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The tag is gone.")).ToBeVisibleAsync();
            await Assertions.Expect(package.Tags).ToHaveCountAsync(1);
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Tags_are_given_and_moved_by_a_developer_and_taken_away_by_a_maintainer)}_{script}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Many_versions_are_deprecated_from_the_list_and_undone(bool script) => browser.VisitAsync(
        async page =>
        {
            var name = $"@acme/old-{(script ? "a" : "b")}";
            await browser.PublishNpmAsync(new TestPackage(name, "1.0.0"));
            await browser.PublishNpmAsync(new TestPackage(name, "1.1.0"));
            await new SignInPage(page).SignInAsync("jane");
            var list = await new PackageListPage(page, ShelfBrowser.Project).OpenAsync();

            await list.TickAsync(name);
            await list.TickAsync("web-chart");
            await list.DeprecateAsync();
            await Assertions.Expect(list.Heading).ToHaveTextAsync("Deprecate 2 versions?");
            await Assertions.Expect(page.GetByText("2 of those you chose are left out.")).ToBeVisibleAsync();
            await page.GetByLabel("Reason").FillAsync(" ");
            await list.PressAsync("Deprecate 2 versions");
            await Assertions.Expect(page.GetByText("Give a reason of at most 1000 characters.")).ToBeVisibleAsync();
            await page.GetByLabel("Reason").FillAsync("Use another one.");
            await list.PressAsync("Deprecate 2 versions");

            await Assertions.Expect(list.Heading).ToHaveTextAsync("2 versions deprecated");
            await Assertions.Expect(list.Results).ToHaveTextAsync([$"{name} 1.1.0 deprecated", $"{name} 1.0.0 deprecated"]);
            await list.PressAsync("Undo");
            await Assertions.Expect(list.Heading).ToHaveTextAsync("2 versions no longer deprecated");
        },
        new() { JavaScriptEnabled = script },
        $"{nameof(Many_versions_are_deprecated_from_the_list_and_undone)}_{script}");

    [Fact]
    public Task Pictures_from_elsewhere_are_asked_for_only_when_somebody_wants_them() => browser.VisitAsync(async page =>
    {
        var asked = new List<string>();
        await page.RouteAsync("https://pictures.example/**", async route =>
        {
            asked.Add(route.Request.Url);
            await route.FulfillAsync(new() { ContentType = "image/gif", BodyBytes = Convert.FromBase64String("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=") });
        });
        await new SignInPage(page).SignInAsync("jane");
        await page.GotoAsync($"{ShelfBrowser.Project}/-/packages/by_name/helm/web-chart");
        await Assertions.Expect(page.GetByText("a picture")).ToBeVisibleAsync();
        Assert.Empty(asked);

        await page.GetByRole(AriaRole.Button, new() { Name = "Load 1 image from elsewhere" }).ClickAsync();

        await Assertions.Expect(page.GetByAltText("a picture")).ToBeVisibleAsync();
        Assert.Equal(["https://pictures.example/a.gif"], asked);
    });
}

/// <summary>A registry with a private project of two charts: jane maintains it, devi develops in it.</summary>
public sealed class ShelfBrowser : FilledBrowser
{
    public const string Project = "acme/shelf";

    internal async Task PublishNpmAsync(TestPackage package)
    {
        using var client = new HttpClient { BaseAddress = Start };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenOfAsync("jane"));
        using var answer = await client.PutAsync(
            $"api/v4/projects/{Uri.EscapeDataString(Project)}/packages/npm/{Uri.EscapeDataString(package.Name)}", System.Net.Http.Json.JsonContent.Create(package.ToDocument()));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    protected override async Task FillAsync()
    {
        foreach (var user in (string[])["jane", "devi"])
        {
            await PrintAsync("user", "create", user, "--email", $"{user}@example.com", "--password", PasswordOf(user));
        }

        await PrintAsync("project", "create", Project, "--visibility", "private");
        await PrintAsync("member", "add", Project, "jane", "maintainer");
        await PrintAsync("member", "add", Project, "devi", "developer");
        var token = await TokenOfAsync("jane");
        await PublishAsync(Project, token, TestCharts.PackageOf(TestCharts.ChartYaml("web-chart", "1.4.2"), "web-chart", ("values.schema.json", "{}")));
        await PublishAsync(Project, token, ChartWith(
            "1.5.0", "# How many pods run\nreplicas: 2\nimage:\n  # Which one\n  tag: latest\nhosts: [] # where\n", ("templates/service.yaml", "kind: Service\n"), ("README.md", "# Web\n## How to use it\n![a picture](https://pictures.example/a.gif)\n")));
    }

    private static byte[] ChartWith(string version, string values, params (string Path, string Text)[] files)
    {
        var tar = new Registry.Unit.Archives.TestTar().File("web-chart/Chart.yaml", TestCharts.ChartYaml("web-chart", version)).File("web-chart/values.yaml", values)
            .File("web-chart/templates/configmap.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n");
        foreach (var (path, text) in files)
        {
            tar.File($"web-chart/{path}", text);
        }

        return tar.ToTgz();
    }
}
