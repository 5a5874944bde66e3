using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;

namespace Registry.Unit.Data;

/// <summary>What there can be only one of: the database decides, whoever asks first.</summary>
public sealed class UniqueRowTests
{
    [Theory, EveryEngine]
    public async Task Of_a_group_and_a_project_that_race_for_a_path_exactly_one_wins(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var acme = await data.SaveAsync(Rows.Group("acme"));
        for (var race = 0; race < 5; race++)
        {
            var path = $"charts-{race}";
            var asGroup = CreateAsync(async database =>
            {
                var group = Rows.Group(path, acme);
                database.Add(group);
                await database.SaveChangesAsync();
                database.Add(Rows.Route($"acme/{path}", group));
                await database.SaveChangesAsync();
            });
            var asProject = CreateAsync(async database =>
            {
                var project = Rows.Project(acme, path);
                database.Add(project);
                await database.SaveChangesAsync();
                database.Add(Rows.Route($"acme/{path}", project));
                await database.SaveChangesAsync();
            });

            var failures = (await Task.WhenAll(asGroup, asProject)).OfType<Exception>();

            Assert.IsType<DbUpdateException>(Assert.Single(failures));
            await using var after = data.Open();
            var groups = await after.Groups.CountAsync(group => group.Path == path);
            var projects = await after.Projects.CountAsync(project => project.Path == path);
            Assert.Equal(1, groups + projects);
            Assert.Equal(groups == 1, (await after.Routes.SingleAsync(route => route.Path == $"acme/{path}")).GroupId is not null);
        }

        Task<Exception?> CreateAsync(Func<RegistryDbContext, Task> create) => Task.Run(() => Record.ExceptionAsync(async () =>
        {
            await using var database = data.Open();
            await using var write = await database.BeginWriteAsync(CancellationToken.None);
            await create(database);
            await write.CommitAsync(CancellationToken.None);
        }))!;
    }

    [Theory, EveryEngine]
    public async Task Of_many_who_publish_a_version_at_once_exactly_one_wins(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var name = await WebAsync(data);

        var publishing = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Record.ExceptionAsync(() => data.SaveAsync(Rows.Package(name, "1.0.0")))));
        var failures = (await Task.WhenAll(publishing)).OfType<Exception>().ToList();

        Assert.Equal(7, failures.Count);
        Assert.All(failures, failure => Assert.IsType<DbUpdateException>(failure));
        await using var after = data.Open();
        Assert.Equal(1, await after.Packages.CountAsync());
    }

    [Theory, EveryEngine]
    public async Task A_version_can_be_published_again_once_it_is_to_be_destroyed(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var name = await WebAsync(data);
        await data.SaveAsync(Rows.Package(name, "1.0.0", PackageStatus.PendingDestruction));
        await data.SaveAsync(Rows.Package(name, "1.0.0", PackageStatus.PendingDestruction));
        await data.SaveAsync(Rows.Package(name, "1.0.0"));

        foreach (var status in Enum.GetValues<PackageStatus>().Except([PackageStatus.PendingDestruction]))
        {
            await AssertRefusedAsync(data, Rows.Package(name, "1.0.0", status));
        }

        await data.SaveAsync(Rows.Package(name, "1.0.0-RC"));
        await data.SaveAsync(Rows.Package(name, "1.0.0-rc"));
    }

    [Theory, EveryEngine]
    public async Task A_version_is_taken_only_in_its_own_project_and_format(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var helm = await WebAsync(data);
        var group = await data.SaveAsync(Rows.Group("umbrella"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var elsewhere = await data.SaveAsync(Rows.PackageName(project, "web"));
        var npm = await data.SaveAsync(Rows.PackageName(project, "web", PackageType.Npm));
        await data.SaveAsync(Rows.Package(helm, "1.0.0"));

        await data.SaveAsync(Rows.Package(elsewhere, "1.0.0"));
        await data.SaveAsync(Rows.Package(npm, "1.0.0"));

        await AssertRefusedAsync(data, Rows.PackageName(project, "web"));
    }

    [Theory, EveryEngine]
    public async Task A_token_is_told_from_every_other_by_its_digest(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var pipeline = await data.SaveAsync(Rows.Pipeline(project, user));
        await data.SaveAsync(Rows.Token(user, 1, 2));
        await data.SaveAsync(Rows.DeployToken(project, 1, 2));
        await data.SaveAsync(Rows.Job(pipeline, 1, 2));

        await AssertRefusedAsync(data, Rows.Token(user, 1, 2));
        await AssertRefusedAsync(data, Rows.DeployToken(project, 1, 2));
        await AssertRefusedAsync(data, Rows.Job(pipeline, 1, 2));
        await data.SaveAsync(Rows.Token(user, 1, 3));
        await data.SaveAsync(Rows.DeployToken(project, 1, 3));
        await data.SaveAsync(Rows.Job(pipeline, 1, 3));
    }

    [Theory, EveryEngine]
    public async Task A_member_has_one_role_in_a_place_and_any_number_of_places(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var first = await data.SaveAsync(Rows.Group("acme"));
        var second = await data.SaveAsync(Rows.Group("umbrella"));
        var project = await data.SaveAsync(Rows.Project(first, "charts"));
        var other = await data.SaveAsync(Rows.Project(first, "packages"));
        await data.SaveAsync(Rows.Membership(user, first));
        await data.SaveAsync(Rows.Membership(user, second));
        await data.SaveAsync(Rows.Membership(user, project));
        await data.SaveAsync(Rows.Membership(user, other));

        await AssertRefusedAsync(data, Rows.Membership(user, first));
        await AssertRefusedAsync(data, Rows.Membership(user, project));
    }

    [Theory, EveryEngine]
    public async Task A_person_has_one_name_and_one_namespace(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        await data.SaveAsync(Rows.Group("ada", user: user));

        await AssertRefusedAsync(data, Rows.User("Ada"));
        await AssertRefusedAsync(data, Rows.Group("ada-2", user: user));
    }

    [Theory, EveryEngine]
    public async Task A_pipeline_has_a_number_of_its_own_in_its_project(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var other = await data.SaveAsync(Rows.Project(group, "packages"));
        await data.SaveAsync(Rows.Pipeline(project, user));
        await data.SaveAsync(Rows.Pipeline(other, user));

        await AssertRefusedAsync(data, Rows.Pipeline(project, user));
    }

    [Theory, EveryEngine]
    public async Task There_is_one_row_of_stamps(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);

        await AssertRefusedAsync(data, new StampsRow { Id = 2 });
        await AssertRefusedAsync(data, new StampsRow());
    }

    private static async Task<PackageName> WebAsync(TestDatabase data)
    {
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        return await data.SaveAsync(Rows.PackageName(project, "web"));
    }

    private static async Task AssertRefusedAsync(TestDatabase data, object row) => await Assert.ThrowsAsync<DbUpdateException>(() => data.SaveAsync(row));
}
