using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Xunit;
using Route = Registry.Data.Entities.Route;

namespace Registry.Unit.Data;

/// <summary>What a row takes along when it goes, and what holds it.</summary>
public sealed class LinkedRowTests
{
    [Theory, EveryEngine]
    public async Task A_row_that_points_to_nothing_is_refused(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var name = await data.SaveAsync(Rows.PackageName(project, "web"));
        var package = await data.SaveAsync(Rows.Package(name, "1.0.0"));

        await AssertRefusedAsync(data, new Project { GroupId = 404, Path = "lost", FullPath = "lost", Name = "lost" });
        await AssertRefusedAsync(data, Rows.File(package, Rows.Blob('f')));
    }

    [Theory, EveryEngine]
    public async Task What_belongs_to_a_group_or_to_a_project_belongs_to_one_of_them(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        foreach (var (groupId, projectId) in ((long?, long?)[])[(null, null), (group.Id, project.Id)])
        {
            await AssertRefusedAsync(data, new Route { Path = "acme", GroupId = groupId, ProjectId = projectId });
            await AssertRefusedAsync(data, new Membership { UserId = user.Id, GroupId = groupId, ProjectId = projectId });
            await AssertRefusedAsync(data, new DeployToken { Name = "t", Username = "t", Scopes = "", Digest = [1], GroupId = groupId, ProjectId = projectId });
        }
    }

    [Theory, EveryEngine]
    public async Task A_project_takes_all_that_is_in_it_along_and_nothing_else(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var group = await data.SaveAsync(Rows.Group("acme"));
        var blob = await data.SaveAsync(Rows.Blob('a'));
        var project = await FillAsync("charts", 1);
        var other = await FillAsync("other", 2);

        await DeleteAsync(data, project);

        // What the other project holds is all that is left; accounts, tokens and bytes are no part of a project.
        await using var after = data.Open();
        Assert.Equal(other.Id, (await after.Projects.SingleAsync()).Id);
        Assert.Equal(other.Id, (await after.Routes.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.Memberships.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.PersonalAccessTokenProjects.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.DeployTokens.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.Pipelines.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.Jobs.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.PackageNames.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.Packages.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.HelmFileMetadata.SingleAsync()).ProjectId);
        Assert.Equal(other.Id, (await after.HelmChannels.SingleAsync()).ProjectId);
        Assert.Equal(1, await after.PackageFiles.CountAsync());
        Assert.Equal(1, await after.PackagePipelines.CountAsync());
        Assert.Equal(1, await after.Blobs.CountAsync());
        Assert.Equal(1, await after.Users.CountAsync());
        Assert.Equal(2, await after.PersonalAccessTokens.CountAsync());

        async Task<Project> FillAsync(string path, byte digest)
        {
            var filled = await data.SaveAsync(Rows.Project(group, path));
            await data.SaveAsync(Rows.Route($"acme/{path}", filled));
            await data.SaveAsync(Rows.Membership(user, filled));
            await data.SaveAsync(Rows.Bound(await data.SaveAsync(Rows.Token(user, digest)), filled));
            await data.SaveAsync(Rows.DeployToken(filled, digest));
            var pipeline = await data.SaveAsync(Rows.Pipeline(filled, user));
            await data.SaveAsync(Rows.Job(pipeline, digest));
            var name = await data.SaveAsync(Rows.PackageName(filled, "web"));
            var package = await data.SaveAsync(Rows.Package(name, "1.0.0"));
            var file = await data.SaveAsync(Rows.File(package, blob, pipeline));
            await data.SaveAsync(Rows.HelmMetadata(file, filled));
            await data.SaveAsync(Rows.Channel(filled));
            await data.SaveAsync(Rows.PackagePipeline(package, pipeline));
            return filled;
        }
    }

    [Theory, EveryEngine]
    public async Task A_group_goes_only_when_it_is_empty(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var nested = await data.SaveAsync(Rows.Group("team", group));
        var project = await data.SaveAsync(Rows.Project(nested, "charts"));
        await data.SaveAsync(Rows.Route("acme/team", nested));
        foreach (var (of, ancestor, depth) in ((Group, Group, int)[])[(group, group, 0), (nested, nested, 0), (nested, group, 1)])
        {
            await data.SaveAsync(Rows.Ancestor(of, ancestor, depth));
        }

        await AssertHeldAsync(data, group);
        await AssertHeldAsync(data, nested);
        await DeleteAsync(data, project);
        await DeleteAsync(data, nested);
        await using (var after = data.Open())
        {
            Assert.Empty(await after.Routes.ToListAsync());
            Assert.Equal(group.Id, (await after.GroupAncestors.SingleAsync()).GroupId);
        }

        await DeleteAsync(data, group);
    }

    [Theory, EveryEngine]
    public async Task Bytes_that_a_file_needs_stay_known(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var name = await data.SaveAsync(Rows.PackageName(project, "web"));
        var package = await data.SaveAsync(Rows.Package(name, "1.0.0"));
        var blob = await data.SaveAsync(Rows.Blob('a'));
        await data.SaveAsync(Rows.File(package, blob));

        await AssertHeldAsync(data, blob);
        await DeleteAsync(data, package);
        await DeleteAsync(data, blob);
    }

    [Theory, EveryEngine]
    public async Task A_file_outlives_the_pipeline_that_published_it(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var pipeline = await data.SaveAsync(Rows.Pipeline(project, user));
        await data.SaveAsync(Rows.Job(pipeline, 1));
        var name = await data.SaveAsync(Rows.PackageName(project, "web"));
        var package = await data.SaveAsync(Rows.Package(name, "1.0.0"));
        await data.SaveAsync(Rows.File(package, await data.SaveAsync(Rows.Blob('a')), pipeline));
        await data.SaveAsync(Rows.PackagePipeline(package, pipeline));

        await DeleteAsync(data, pipeline);

        await using var after = data.Open();
        Assert.Null((await after.PackageFiles.SingleAsync()).PipelineId);
        Assert.Empty(await after.Jobs.ToListAsync());
        Assert.Empty(await after.PackagePipelines.ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task A_person_takes_tokens_and_roles_along_and_is_held_by_namespace_and_pipelines(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var home = await data.SaveAsync(Rows.Group("ada", user: user));
        var group = await data.SaveAsync(Rows.Group("acme"));
        var project = await data.SaveAsync(Rows.Project(group, "charts"));
        var pipeline = await data.SaveAsync(Rows.Pipeline(project, user));
        await data.SaveAsync(Rows.Membership(user, group));
        await data.SaveAsync(Rows.Bound(await data.SaveAsync(Rows.Token(user, 1)), project));

        await AssertHeldAsync(data, user);
        await DeleteAsync(data, home);
        await AssertHeldAsync(data, user);
        await DeleteAsync(data, pipeline);
        await DeleteAsync(data, user);

        await using var after = data.Open();
        Assert.Empty(await after.Memberships.ToListAsync());
        Assert.Empty(await after.PersonalAccessTokens.ToListAsync());
        Assert.Empty(await after.PersonalAccessTokenProjects.ToListAsync());
    }

    private static async Task AssertRefusedAsync(TestDatabase data, object row) => await Assert.ThrowsAsync<DbUpdateException>(() => data.SaveAsync(row));

    private static async Task AssertHeldAsync(TestDatabase data, object row) => await Assert.ThrowsAsync<DbUpdateException>(() => DeleteAsync(data, row));

    private static async Task DeleteAsync(TestDatabase data, object row)
    {
        await using var database = data.Open();
        database.Remove(row);
        await database.SaveChangesAsync();
    }
}
