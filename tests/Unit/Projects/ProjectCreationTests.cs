using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Projects;
using Xunit;

namespace Registry.Unit.Projects;

public class ProjectCreationTests
{
    [Theory, EveryEngine]
    public async Task The_operators_project_comes_with_the_groups_above_it(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, new SetTime(Rows.Now));

        var result = await CreateAsync(data, "Acme/Tools/Charts", Visibility.Internal);

        await using var database = data.Open();
        var groups = await database.Groups.OrderBy(group => group.Id).ToListAsync();
        Assert.Equal(
            [("Acme", "Acme", null, Visibility.Internal), ("Tools", "Acme/Tools", groups[0].Id, Visibility.Internal)],
            groups.Select(group => (group.Path, group.FullPath, group.ParentId, group.Visibility)));
        var project = await database.Projects.SingleAsync();
        Assert.Equal(new ProjectCreationResult.Created(project.Id, "Acme/Tools/Charts"), result);
        Assert.Equivalent(
            new Project
            {
                Id = project.Id,
                GroupId = groups[1].Id,
                Path = "Charts",
                FullPath = "Acme/Tools/Charts",
                Name = "Charts",
                Visibility = Visibility.Internal,
                CreatedAt = Rows.Now,
            },
            project,
            strict: true);
        Assert.Equal(
            [("acme", groups[0].Id, null), ("acme/tools", groups[1].Id, null), ("acme/tools/charts", null, project.Id)],
            (await database.Routes.OrderBy(route => route.Path).ToListAsync()).Select(route => (route.Path, route.GroupId, route.ProjectId)));
        Assert.Equal(
            [(groups[0].Id, groups[0].Id, 0), (groups[1].Id, groups[0].Id, 1), (groups[1].Id, groups[1].Id, 0)],
            (await database.GroupAncestors.ToListAsync()).Select(one => (one.GroupId, one.AncestorId, one.Depth)).Order());
    }

    [Theory, EveryEngine]
    public async Task A_path_is_taken_by_whatever_has_it_in_any_case(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await CreateAsync(data, "acme/tools/charts");

        Assert.Equal(new ProjectCreationResult.PathTaken("ACME/tools/Charts"), await CreateAsync(data, "ACME/tools/Charts"));
        Assert.Equal(new ProjectCreationResult.PathTaken("acme/tools"), await CreateAsync(data, "acme/tools"));
        Assert.Equal(new ProjectCreationResult.PathTaken("acme/tools/charts"), await CreateAsync(data, "acme/tools/charts/below"));
    }

    [Theory, EveryEngine]
    public async Task What_was_refused_leaves_nothing_behind(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await CreateAsync(data, "acme/tools/charts");
        var before = await CountAsync(data);

        Assert.IsType<ProjectCreationResult.PathTaken>(await CreateAsync(data, "acme/tools/charts"));
        Assert.Equal(new ProjectCreationResult.Invalid("'charts' names no group or user: give a full path such as acme/charts."), await CreateAsync(data, "charts"));
        Assert.Equal(new ProjectCreationResult.Invalid("'api' is reserved: choose another name."), await CreateAsync(data, "api/charts"));

        Assert.Equal(before, await CountAsync(data));
    }

    [Theory, EveryEngine]
    public async Task Groups_are_opened_as_far_as_the_operators_project_and_for_nobody_else(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        await CreateAsync(data, "acme/secret/charts");

        Assert.Equal(
            new ProjectCreationResult.Invalid("acme is private, so that a project in it cannot be public."),
            await CreateAsync(data, "acme/site", Visibility.Public, byOperator: false));
        Assert.Equal(
            new ProjectCreationResult.Invalid("There is no group or user 'umbrella'."), await CreateAsync(data, "umbrella/site", byOperator: false));
        Assert.IsType<ProjectCreationResult.Created>(await CreateAsync(data, "acme/inside", byOperator: false));
        Assert.IsType<ProjectCreationResult.Created>(await CreateAsync(data, "acme/site", Visibility.Public));

        await using var database = data.Open();
        Assert.Equal(
            [("acme", Visibility.Public), ("acme/secret", Visibility.Private)],
            (await database.Groups.OrderBy(group => group.FullPath).ToListAsync()).Select(group => (group.FullPath, group.Visibility)));
    }

    [Theory, EveryEngine]
    public async Task Of_many_at_once_for_one_path_one_gets_it_and_the_groups_are_made_once(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CreateAsync(data, "acme/tools/charts"))));

        Assert.Single(results.OfType<ProjectCreationResult.Created>());
        Assert.Equal(7, results.Count(result => result == new ProjectCreationResult.PathTaken("acme/tools/charts")));
        Assert.Equal((2, 1, 3), await CountAsync(data));
    }

    [Theory, EveryEngine]
    public async Task Many_at_once_below_a_new_group_all_get_in(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => CreateAsync(data, $"acme/charts-{n}"))));

        Assert.All(results, result => Assert.IsType<ProjectCreationResult.Created>(result));
        Assert.Equal((1, 8, 9), await CountAsync(data));
    }

    [Theory, EveryEngine]
    public async Task The_longest_path_is_kept(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var random = new Random(1);
        var longest = string.Join('/', Enumerable.Range(0, 5).Select(_ => "x" + new string([.. Enumerable.Range(0, 203).Select(_ => (char)random.Next('a', 'z' + 1))])));
        Assert.Equal(PathGrammar.MostCharacters, longest.Length);

        Assert.IsType<ProjectCreationResult.Created>(await CreateAsync(data, longest));
    }

    private static Task<ProjectCreationResult> CreateAsync(
        TestDatabase data, string fullPath, Visibility visibility = Visibility.Private, bool byOperator = true) =>
        data.Get<ProjectCreation>().CreateAsync(new NewProject(fullPath, visibility, ByOperator: byOperator), Rooms.Somebody, CancellationToken.None);

    private static async Task<(int Groups, int Projects, int Routes)> CountAsync(TestDatabase data)
    {
        await using var database = data.Open();
        return (await database.Groups.CountAsync(), await database.Projects.CountAsync(), await database.Routes.CountAsync());
    }
}
