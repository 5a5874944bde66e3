using Microsoft.Playwright;
using Registry.Ui.Pages;
using Xunit;

namespace Registry.Ui;

/// <summary>Personal and deploy tokens, from making to revoking.</summary>
public class TokenTests(FilledBrowser browser) : IClassFixture<FilledBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_token_is_made_for_one_project_rotated_and_revoked(bool script) => browser.VisitAsync(
        async page =>
        {
            var name = $"ci-{script}";
            await new SignInPage(page).SignInAsync("jane");
            var tokens = await new TokensPage(page).OpenAsync($"?name={name}&description=For+builds&scopes=write_package_registry");
            await Assertions.Expect(page.GetByLabel("Description")).ToHaveValueAsync("For builds");
            await page.GetByLabel("Only in projects I choose").CheckAsync();
            await page.GetByLabel(FilledBrowser.Private).CheckAsync();
            await tokens.SubmitAsync();
            var first = await tokens.Secret.InnerTextAsync();
            Assert.Contains($"{first}' | helm repo add --force-update acme-vault", await page.GetByRole(AriaRole.Region, new() { Name = "Add the repository once" }).InnerTextAsync(), StringComparison.Ordinal);
            await page.GetByText(".npmrc", new() { Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "In ~/.npmrc" })).ToContainTextAsync($"_authToken={first}");
            await Assertions.Expect(tokens.RowOf(name).Locator("td").Nth(1)).ToHaveTextAsync($"publish, install and, as Maintainer, delete, in {FilledBrowser.Private} write_package_registry");

            await tokens.RowOf(name).GetByRole(AriaRole.Button, new() { Name = "Rotate…" }).ClickAsync();
            await tokens.RowOf(name).GetByLabel("Ends", new() { Exact = true }).SelectOptionAsync("30");
            var answer = await page.RunAndWaitForResponseAsync(
                () => page.GetByRole(AriaRole.Button, new() { Name = $"Rotate {name}" }).ClickAsync(), response => response.Request.Method == "POST");
            Assert.Contains("no-store", await answer.HeaderValueAsync("Cache-Control"), StringComparison.Ordinal);
            await Assertions.Expect(tokens.Secret).Not.ToHaveTextAsync(first);
            await Assertions.Expect(tokens.RowOf(name).Locator("td").Nth(3)).ToHaveTextAsync("in 29 days");
            var second = await tokens.Secret.InnerTextAsync();
            Assert.Equal((401, 200), (await AskAsync(first), await AskAsync(second)));

            await tokens.RowOf(name).GetByRole(AriaRole.Button, new() { Name = "Revoke…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = $"Revoke {name}" }).ClickAsync();
            await Assertions.Expect(page.GetByText($"{name} is revoked.")).ToBeVisibleAsync();
            Assert.Equal(401, await AskAsync(second));
            await tokens.OpenAsync($"?state=inactive&search={name}");
            await Assertions.Expect(tokens.Rows).ToHaveCountAsync(2);
            await Assertions.Expect(tokens.Rows.First.Locator("td").Last).ToHaveTextAsync("revoked just now");
        },
        script ? null : new() { JavaScriptEnabled = false },
        $"{nameof(A_token_is_made_for_one_project_rotated_and_revoked)}_{script}");

    [Fact]
    public Task Sending_a_rotation_again_leaves_the_new_token_alone() => browser.VisitAsync(
        async page =>
        {
            await new SignInPage(page).SignInAsync("jane");
            var tokens = await new TokensPage(page).OpenAsync();
            await tokens.CreateAsync("twice", "read_api");
            await tokens.OpenAsync();
            await tokens.RowOf("twice").GetByRole(AriaRole.Button, new() { Name = "Rotate…" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Rotate twice" }).ClickAsync();
            var second = await tokens.Secret.InnerTextAsync();

            await page.ReloadAsync();

            Assert.Equal(200, await AskAsync(second));
        },
        new() { JavaScriptEnabled = false });

    [Fact]
    public Task A_token_cannot_be_bound_to_a_project_of_others() => browser.VisitAsync(async page =>
    {
        await new SignInPage(page).SignInAsync("jane");
        await browser.PrintAsync("project", "create", "other/secret", "--visibility", "private");
        var tokens = await new TokensPage(page).OpenAsync("?name=sly&scopes=api");
        await page.GetByLabel("Only in projects I choose").CheckAsync();
        await page.GetByLabel(FilledBrowser.Private).EvaluateAsync("box => box.value = 'other/secret'");
        await page.GetByLabel(FilledBrowser.Private).CheckAsync();

        await tokens.SubmitAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("other/secret is no project in which you have a role.");
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_deploy_token_is_made_disabled_enabled_and_revoked(bool script) => browser.VisitAsync(
        async page =>
        {
            var name = $"cluster-{script}".ToLowerInvariant();
            await new SignInPage(page).SignInAsync("ada");
            var tokens = new DeployTokensPage(page);
            await tokens.OpenAsync(FilledBrowser.Private);
            var secret = await tokens.CreateAsync(name, "read_package_registry");
            await page.GetByText("Kubernetes", new() { Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "A secret that" })).ToContainTextAsync($"username: \"{name}\"");
            Assert.Equal(200, await PullAsync(secret));

            await tokens.DisableAsync(name);
            await Assertions.Expect(page.GetByText("The token is switched off")).ToBeVisibleAsync();
            Assert.Equal(401, await PullAsync(secret));
            await tokens.EnableAsync(name);
            await Assertions.Expect(page.GetByText("The token works again.")).ToBeVisibleAsync();
            Assert.Equal(200, await PullAsync(secret));
            await tokens.RevokeAsync(name);
            await Assertions.Expect(page.GetByText("The token is revoked.")).ToBeVisibleAsync();
            Assert.Equal(401, await PullAsync(secret));
        },
        script ? null : new() { JavaScriptEnabled = false },
        $"{nameof(A_deploy_token_is_made_disabled_enabled_and_revoked)}_{script}");

    [Fact]
    public Task Who_maintains_a_group_sees_its_tokens_and_cannot_make_any() => browser.VisitAsync(async page =>
    {
        await browser.PrintAsync("project", "create", "kept/one", "--visibility", "private");
        await browser.PrintAsync("member", "add", "kept", "jane", "maintainer");
        await browser.PrintAsync("deploy-token", "create", "kept", "--name", "everywhere", "--scopes", "read_package_registry");
        await new SignInPage(page).SignInAsync("jane");

        var tokens = new DeployTokensPage(page);
        await tokens.OpenAsync("groups/kept");
        await Assertions.Expect(page.GetByText("Owners of the group make and revoke its tokens.")).ToBeVisibleAsync();
        await Assertions.Expect(tokens.Own).ToContainTextAsync("everywhere");
        await Assertions.Expect(tokens.Buttons).ToHaveCountAsync(0);
        await tokens.OpenAsync("kept/one");
        await Assertions.Expect(tokens.Inherited).ToContainTextAsync("everywhere");
    });

    private async Task<int> AskAsync(string token) => await StatusAsync("api/v4/personal_access_tokens/self", token);

    private async Task<int> PullAsync(string token) => await StatusAsync($"api/v4/projects/{Uri.EscapeDataString(FilledBrowser.Private)}/packages/helm/stable/index.yaml", token);

    private async Task<int> StatusAsync(string path, string token)
    {
        using var client = new HttpClient { BaseAddress = browser.Start };
        client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
