using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Projects;
using Xunit;

namespace Registry.Unit.Projects;

public class RenamingTests
{
    [Theory, EveryEngine]
    public async Task A_project_keeps_its_former_path_as_a_redirect(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateProjectAsync("acme/charts");

        Assert.Equal(new RenameResult.Renamed("acme/Helm"), await RenameAsync(data, "acme/charts", "Helm"));

        Assert.Equal(["acme=acme", "acme/charts->acme/Helm", "acme/helm=acme/Helm"], await RoutesAsync(data));
    }

    [Theory, EveryEngine]
    public async Task A_rename_back_turns_the_redirect_into_the_path_again(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateProjectAsync("acme/charts");
        await RenameAsync(data, "acme/charts", "helm");

        Assert.Equal(new RenameResult.Renamed("acme/charts"), await RenameAsync(data, "acme/helm", "charts"));

        Assert.Equal(["acme=acme", "acme/charts=acme/charts", "acme/helm->acme/charts"], await RoutesAsync(data));
    }

    [Theory, EveryEngine]
    public async Task A_rename_that_changes_only_the_case_leaves_no_redirect(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateProjectAsync("acme/charts");

        Assert.Equal(new RenameResult.Renamed("acme/Charts"), await RenameAsync(data, "acme/charts", "Charts"));

        Assert.Equal(["acme=acme", "acme/charts=acme/Charts"], await RoutesAsync(data));
    }

    [Theory, EveryEngine]
    public async Task A_group_takes_all_below_it_along(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateProjectAsync("acme/tools/charts");
        await data.CreateProjectAsync("acmeless/charts");

        Assert.Equal(new RenameResult.Renamed("umbrella"), await RenameAsync(data, "ACME", "umbrella"));

        Assert.Equal(
            [
                "acme->umbrella", "acme/tools->umbrella/tools", "acme/tools/charts->umbrella/tools/charts",
                "acmeless=acmeless", "acmeless/charts=acmeless/charts",
                "umbrella=umbrella", "umbrella/tools=umbrella/tools", "umbrella/tools/charts=umbrella/tools/charts",
            ],
            await RoutesAsync(data));
    }

    [Theory, EveryEngine]
    public async Task What_cannot_be_renamed_stays_as_it_is(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await data.CreateUserAsync("ada");
        await data.CreateProjectAsync("acme/charts");
        await data.CreateProjectAsync("acme/other");
        await RenameAsync(data, "acme/other", "another");
        var before = await RoutesAsync(data);

        Assert.Equal(new RenameResult.NotFound(), await RenameAsync(data, "acme/missing", "x"));
        Assert.Equal(new RenameResult.NotFound(), await RenameAsync(data, "acme/other", "x"));
        Assert.Equal(new RenameResult.PathTaken("acme/another"), await RenameAsync(data, "acme/charts", "another"));
        Assert.Equal(new RenameResult.PathTaken("acme/other"), await RenameAsync(data, "acme/charts", "other"));
        Assert.Equal(new RenameResult.PathTaken("ada"), await RenameAsync(data, "acme", "ada"));
        Assert.Equal(new RenameResult.Invalid("'new' is reserved: choose another name."), await RenameAsync(data, "acme/charts", "new"));
        Assert.Equal(new RenameResult.Invalid("'api' is reserved: choose another name."), await RenameAsync(data, "acme", "api"));
        Assert.Equal(new RenameResult.Invalid("This is a user's own namespace: it is called as the user is."), await RenameAsync(data, "ada", "eve"));

        Assert.Equal(before, await RoutesAsync(data));
    }

    [Theory, EveryEngine]
    public async Task Of_two_at_once_for_one_path_one_gets_it(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        for (var round = 0; round < 5; round++)
        {
            await data.CreateProjectAsync($"acme-{round}/first");
            await data.CreateProjectAsync($"acme-{round}/second");
            var acme = $"acme-{round}";

            var results = await Task.WhenAll(
                Task.Run(() => RenameAsync(data, $"{acme}/first", "charts")), Task.Run(() => RenameAsync(data, $"{acme}/second", "charts")));

            Assert.Single(results, result => result == new RenameResult.Renamed($"{acme}/charts"));
            Assert.Single(results, result => result == new RenameResult.PathTaken($"{acme}/charts"));
        }
    }

    [Theory, EveryEngine]
    public async Task A_project_made_while_its_group_is_renamed_lands_where_the_group_is(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            var (old, renamed) = ($"old-{round}", $"new-{round}");
            await data.CreateProjectAsync($"{old}/first");

            await Task.WhenAll(
                Task.Run(() => RenameAsync(data, old, renamed)),
                Task.Run(() => data.Get<ProjectCreation>().CreateAsync(new NewProject($"{old}/second", default, ByOperator: true), Rooms.Somebody, CancellationToken.None)));

            await using var database = data.Open();
            Assert.All(
                await database.Projects.Where(project => project.FullPath.StartsWith(old + "/") || project.FullPath.StartsWith(renamed + "/")).ToListAsync(),
                project => Assert.Equal($"{renamed}/{project.Path}", project.FullPath));
        }
    }

    private static Task<RenameResult> RenameAsync(TestDatabase data, string fullPath, string segment) =>
        data.Get<Renaming>().RenameAsync(fullPath, segment, Rooms.Somebody, CancellationToken.None);

    // Each route in order, "=" its own or "->" a redirect, and the path of what it leads to.
    private static async Task<List<string>> RoutesAsync(TestDatabase data)
    {
        await using var database = data.Open();
        var groups = await database.Groups.ToDictionaryAsync(group => group.Id, group => group.FullPath);
        var projects = await database.Projects.ToDictionaryAsync(project => project.Id, project => project.FullPath);
        return [.. (await database.Routes.ToListAsync())
            .OrderBy(route => route.Path, StringComparer.Ordinal)
            .Select(route => $"{route.Path}{(route.IsRedirect ? "->" : "=")}{(route.GroupId is { } group ? groups[group] : projects[route.ProjectId!.Value])}")];
    }
}
