using Microsoft.Playwright;

namespace Registry.Ui.Pages;

/// <summary>Who belongs to a project or group.</summary>
internal sealed class MembersPage(IPage page)
{
    public ILocator Problem => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Alert);

    public ILocator AddButton => page.GetByRole(AriaRole.Button, new() { Name = "Add member" });

    public ILocator UserName => page.GetByLabel("User name", new() { Exact = true });

    public ILocator Row(string user) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = $"@{user} " });

    public Task OpenAsync(string project) => page.GotoAsync($"{project}/-/project_members");

    public Task OpenGroupAsync(string group) => page.GotoAsync($"groups/{group}/-/group_members");

    public async Task AddAsync(string user, string role)
    {
        await UserName.FillAsync(user);
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync(role);
        await AddButton.ClickAsync();
    }

    public async Task SetRoleAsync(string user, string role)
    {
        await Row(user).GetByLabel($"Role of {user}", new() { Exact = true }).SelectOptionAsync(role);
        await Row(user).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
    }

    /// <param name="user">Who.</param>
    /// <param name="opens">What the row's button says before the question.</param>
    /// <param name="verb">What the question's button says.</param>
    public async Task RemoveAsync(string user, string opens, string verb)
    {
        await Row(user).GetByRole(AriaRole.Button, new() { Name = opens }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
    }
}
