using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Projects;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Components;

/// <summary>Whoever lost a role while a page was open writes nothing by its forms.</summary>
public sealed class FormRightsTests
{
    private static readonly (string Page, string Form, string Fields)[] OfProject =
    [
        ("settings/packages_and_registries", "npm-settings", "size=5"),
        ("settings/packages_and_registries", "helm-settings", "duplicates=false"),
        ("settings/packages_and_registries", "add-rule", "pattern=web-*&type=Npm&push=Owner"),
        ("settings/packages_and_registries", "rule-1", ""),
        ("edit", "general", "Input.Name=Taken&Input.AnyoneMayPull=true"),
        ("edit", "path", "Path=taken"),
        ("edit", "delete-project", "Confirmation=acme/vault"),
        ("settings/repository", "new-deploy-token", "Input.Name=mine&Input.Scopes=read_package_registry&Input.Once=1&Input.Ends=365"),
        ("settings/repository", "switch-1", ""),
        ("settings/repository", "revoke-1", ""),
        ("project_members", "add-member", "UserName=eve&Level=Developer"),
        ("project_members", "role-3", "Level=Guest"),
        ("project_members", "remove-3", ""),
    ];

    private static readonly (string Page, string Form, string Fields)[] OfGroup =
    [
        ("edit", "general", "Input.Name=Taken&Input.Visibility=Public"),
        ("edit", "path", "Path=taken"),
        ("edit", "delete-group", "Confirmation=acme"),
        ("settings/repository", "new-deploy-token", "Input.Name=mine&Input.Scopes=read_package_registry&Input.Once=1&Input.Ends=365"),
        ("settings/repository", "switch-2", ""),
        ("settings/repository", "revoke-2", ""),
        ("group_members", "add-member", "UserName=eve&Level=Developer"),
        ("group_members", "role-3", "Level=Guest"),
        ("group_members", "remove-3", ""),
    ];

    [Theory]
    [InlineData(AccessLevel.Developer, 403)]
    [InlineData(AccessLevel.Guest, 403)]
    [InlineData(AccessLevel.None, 404)]
    public async Task A_former_Maintainer_of_a_project_changes_nothing_there(AccessLevel left, int status)
    {
        await using var registry = await StartAsync(DatabaseEngine.Sqlite);
        using var browser = await FormBrowser.SignedInAsync(registry, "mara");
        await registry.AddMemberAsync("acme/vault", await UserAsync(registry, "mara"), AccessLevel.Maintainer);
        await CheckAsync(registry, browser, "/acme/vault", OfProject.Where(form => form.Form != "delete-project"), () => DemoteAsync(registry, left), status);
    }

    [Theory, EveryEngine]
    public async Task A_former_Owner_of_a_project_neither_deletes_it_nor_opens_it_to_others(DatabaseEngine engine)
    {
        await using var registry = await StartAsync(engine);
        using var browser = await FormBrowser.SignedInAsync(registry, "mara");
        await registry.AddMemberAsync("acme/vault", await UserAsync(registry, "mara"), AccessLevel.Owner);
        await CheckAsync(
            registry,
            browser,
            "/acme/vault",
            [("edit", "delete-project", "Confirmation=acme/vault"), ("edit", "general", "Input.Name=Vault&Input.Visibility=Public"), ("project_members", "add-member", "UserName=eve&Level=Owner")],
            () => DemoteAsync(registry, AccessLevel.Maintainer),
            403);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, AccessLevel.Maintainer, 403)]
    [InlineData(DatabaseEngine.PostgreSql, AccessLevel.Maintainer, 403)]
    [InlineData(DatabaseEngine.Sqlite, AccessLevel.Developer, 403)]
    [InlineData(DatabaseEngine.Sqlite, AccessLevel.None, 404)]
    public async Task A_former_Owner_of_a_group_changes_nothing_there(DatabaseEngine engine, AccessLevel left, int status)
    {
        await using var registry = await StartAsync(engine);
        using var browser = await FormBrowser.SignedInAsync(registry, "mara");
        await registry.AddMemberAsync("acme", await UserAsync(registry, "mara"), AccessLevel.Owner);
        await CheckAsync(registry, browser, "/groups/acme", OfGroup, () => DemoteAsync(registry, left), status);
    }

    // Each page is seen with the role, and each form sent without.
    private static async Task CheckAsync(
        RunningRegistry registry, FormBrowser browser, string place, IEnumerable<(string Page, string Form, string Fields)> forms, Func<Task> demote, int status)
    {
        foreach (var (page, form, _) in forms)
        {
            Assert.Contains($"value=\"{form}\"", (await browser.GetAsync($"{place}/-/{page}")).Text, StringComparison.Ordinal);
        }

        await demote();
        var before = await WrittenAsync(registry);
        var answers = new List<string>();
        foreach (var (page, form, fields) in forms)
        {
            var sent = fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).Select(pair => (pair[0], pair[1])).ToArray();
            answers.Add($"{form} {(await browser.SendAsync($"{place}/-/{page}", form, sent)).Status}");
        }

        Assert.Equal(forms.Select(form => $"{form.Form} {status}"), answers);
        Assert.Equal(before, await WrittenAsync(registry));
    }

    private static async Task<RunningRegistry> StartAsync(DatabaseEngine engine)
    {
        var registry = await RunningRegistry.StartAsync(engine);
        await registry.CreateUserAsync("ada", isAdmin: true);
        await registry.CreateUserAsync("mara");
        await registry.CreateUserAsync("jane");
        await registry.CreateUserAsync("eve");
        var project = await registry.CreateProjectAsync("acme/vault");
        var group = (await GroupAsync(registry)).Id;
        await registry.AddMemberAsync("acme", await UserAsync(registry, "ada"), AccessLevel.Owner);
        await registry.AddMemberAsync("acme", await UserAsync(registry, "jane"), AccessLevel.Developer);
        await registry.AddMemberAsync("acme/vault", await UserAsync(registry, "jane"), AccessLevel.Developer);
        await registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, projectId: project);
        await registry.CreateDeployTokenAsync(TokenScopes.ReadPackageRegistry, groupId: group);
        await using var database = registry.Open();
        database.ProtectionRules.Add(new ProtectionRule { ProjectId = project, Type = PackageType.Npm, NamePattern = "core-*", MinimumLevelForPush = AccessLevel.Owner });
        await database.SaveChangesAsync();
        return registry;
    }

    private static async Task DemoteAsync(RunningRegistry registry, AccessLevel level)
    {
        var mara = (await UserAsync(registry, "mara")).Id;
        await using var database = registry.Open();
        var role = await database.Memberships.SingleAsync(one => one.UserId == mara);
        if (level == AccessLevel.None)
        {
            database.Memberships.Remove(role);
        }

        role.AccessLevel = level == AccessLevel.None ? role.AccessLevel : level;
        await database.SaveChangesAsync();
    }

    // Whatever is written leaves an event, and most a row.
    private static async Task<string> WrittenAsync(RunningRegistry registry)
    {
        await using var database = registry.Open();
        var (project, group) = (await database.Projects.SingleAsync(), await GroupAsync(registry));
        return string.Join(' ', [
            await database.AuditEvents.CountAsync(), await database.Memberships.CountAsync(), await database.ProtectionRules.CountAsync(), await database.PackageSettings.CountAsync(),
            await database.DeployTokens.CountAsync(token => token.RevokedAt == null && token.DisabledAt == null), project.Name, project.FullPath, project.Visibility, group.Name, group.FullPath, group.Visibility]);
    }

    private static async Task<User> UserAsync(RunningRegistry registry, string name)
    {
        await using var database = registry.Open();
        return await database.Users.SingleAsync(user => user.UserName == name);
    }

    private static async Task<Group> GroupAsync(RunningRegistry registry)
    {
        await using var database = registry.Open();
        return await database.Groups.SingleAsync(group => group.FullPath == "acme");
    }
}
