using Microsoft.Extensions.DependencyInjection;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Projects;
using Xunit;
using static Registry.Unit.Npm.NpmTown;

namespace Registry.Unit.Npm;

/// <summary>Nobody can put a version under somebody else's name where many projects answer at one address.</summary>
public sealed class DependencyConfusionTests
{
    private const string NotFound = """404 {"message":"404 Package Not Found","error":"Package not found"}""";
    private const string Forbidden = """403 {"message":"403 Forbidden","error":"403 Forbidden"}""";
    private const string Unauthorized = """401 {"message":"401 Unauthorized","error":"401 Unauthorized"}""";

    [Theory, EveryEngine]
    public async Task On_the_instance_a_name_is_its_first_publishers_for_ever(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (a, b) = (await town.CreateProjectAsync("acme/a"), await town.CreateProjectAsync("evil/b"));
        await town.PublishAsync(a, "A", "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "9.0.0");

        Assert.Equal("latest=1.0.0 1.0.0=A", await town.DescribeAsync(Instance, "tool", null));
        Assert.Equal("latest=9.0.0 1.0.0=B 9.0.0=B", await town.DescribeAsync(Project(b), "tool", null));
        Assert.Equal("404", await town.TarballAsync(Instance, "tool", "9.0.0", null));
        Assert.Equal("tool@1.0.0", await town.SearchAsync(Instance, "tool", null));

        await town.UnpublishAsync(a, "tool", "1.0.0");
        Assert.Equal(NotFound, await town.DescribeAsync(Instance, "tool", town.Admin));
        Assert.Equal(Unauthorized, await town.DescribeAsync(Instance, "tool", null));
        Assert.Equal("404", await town.TarballAsync(Instance, "tool", "1.0.0", town.Admin));
        Assert.Equal("404", await town.TarballAsync(Instance, "tool", "9.0.0", town.Admin));
        Assert.Equal("", await town.SearchAsync(Instance, "tool", town.Admin));

        await town.PublishAsync(a, "A", "tool", "1.0.1");
        Assert.Equal("latest=1.0.1 1.0.1=A", await town.DescribeAsync(Instance, "tool", null));
    }

    [Theory, EveryEngine]
    public async Task What_the_owner_hides_is_not_answered_from_elsewhere(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (a, b) = (await town.CreateProjectAsync("acme/a", Visibility.Private), await town.CreateProjectAsync("evil/b"));
        var stranger = await town.Registry.CreateTokenAsync(await town.Registry.CreateUserAsync("stranger"));
        await town.PublishAsync(a, "A", "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "9.0.0");

        Assert.Equal(Forbidden, await town.DescribeAsync(Instance, "tool", stranger));
        Assert.Equal(Unauthorized, await town.DescribeAsync(Instance, "tool", null));
        Assert.Equal(["403", "403", "404"], [await town.TarballAsync(Instance, "tool", "1.0.0", stranger), await town.TarballAsync(Instance, "tool", "9.0.0", stranger), await town.TarballAsync(Instance, "tool", "9.0.0", null)]);
        Assert.Equal("", await town.SearchAsync(Instance, "tool", stranger));
        Assert.Equal("", await town.SearchAsync(Instance, "tool", null));
        Assert.Equal("latest=1.0.0 1.0.0=A", await town.DescribeAsync(Instance, "tool", town.Admin));
    }

    [Theory, EveryEngine]
    public async Task In_a_group_a_version_is_its_first_publishers_and_so_are_the_tags(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (a, b) = (await town.CreateProjectAsync("acme/a"), await town.CreateProjectAsync("acme/deep/b"));
        await town.PublishAsync(a, "A", "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "1.1.0", "next");
        await town.PublishAsync(a, "A", "tool", "1.1.0", "next");
        await town.PublishAsync(a, "A", "tool", "1.2.0");

        Assert.Equal("latest=1.2.0 1.0.0=A 1.1.0=B 1.2.0=A", await town.DescribeAsync(Group("acme"), "tool", null));
        await town.PublishAsync(b, "B", "tool", "3.0.0");
        await town.TagAsync(b, "tool", "latest", "3.0.0");
        Assert.Equal("latest=1.2.0 1.0.0=A 1.1.0=B 1.2.0=A 3.0.0=B", await town.DescribeAsync(Group("acme"), "tool", null));
        Assert.Equal("tool@1.2.0", await town.SearchAsync(Group("acme"), "tool", null));
        Assert.Equal("latest=3.0.0 1.0.0=B 1.1.0=B 3.0.0=B", await town.DescribeAsync(Group("acme/deep"), "tool", null));
    }

    [Theory, EveryEngine]
    public async Task In_a_group_a_version_that_its_first_publisher_deleted_comes_from_nobody_else(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (a, b) = (await town.CreateProjectAsync("acme/a"), await town.CreateProjectAsync("acme/b"));
        await town.PublishAsync(a, "A", "tool", "1.0.0");
        await town.PublishAsync(a, "A", "tool", "1.1.0");
        await town.PublishAsync(b, "B", "tool", "1.0.0");
        await town.UnpublishAsync(a, "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "1.2.0");

        Assert.Equal("latest=1.1.0 1.1.0=A 1.2.0=B", await town.DescribeAsync(Group("acme"), "tool", null));
        Assert.Equal("404", await town.TarballAsync(Group("acme"), "tool", "1.0.0", null));

        await town.PublishAsync(a, "A", "tool", "1.0.0");
        Assert.Equal("latest=1.0.0 1.0.0=A 1.1.0=A 1.2.0=B", await town.DescribeAsync(Group("acme"), "tool", null));
        await town.UnpublishAsync(b, "tool", "1.0.0");
        await town.PublishAsync(b, "B", "tool", "1.0.0");
        Assert.Equal("latest=1.0.0 1.0.0=A 1.1.0=A 1.2.0=B", await town.DescribeAsync(Group("acme"), "tool", null));
    }

    [Theory, EveryEngine]
    public async Task In_a_group_who_may_not_read_the_first_publisher_gets_nothing_in_its_stead(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (open, closed) = (await town.CreateProjectAsync("acme/open"), await town.CreateProjectAsync("acme/closed", Visibility.Private));
        await town.PublishAsync(closed, "closed", "tool", "1.0.0");
        await town.PublishAsync(open, "open", "tool", "1.0.0");
        await town.PublishAsync(open, "open", "tool", "1.1.0");
        await town.PublishAsync(closed, "closed", "secret", "1.0.0");

        Assert.Equal("latest=1.1.0 1.1.0=open", await town.DescribeAsync(Group("acme"), "tool", null));
        Assert.Equal("404", await town.TarballAsync(Group("acme"), "tool", "1.0.0", null));
        Assert.Equal("latest=1.0.0 1.0.0=closed 1.1.0=open", await town.DescribeAsync(Group("acme"), "tool", town.Admin));
        Assert.Equal(Unauthorized, await town.DescribeAsync(Group("acme"), "secret", null));
        Assert.Equal("404", await town.TarballAsync(Group("acme"), "secret", "1.0.0", null));
    }

    [Theory, EveryEngine]
    public async Task A_scope_that_is_a_namespace_means_what_is_in_it_and_nothing_else(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        await town.CreateProjectAsync("acme/tools/x");
        var (a, b) = (await town.CreateProjectAsync("acme/deep/a"), await town.CreateProjectAsync("evil/b"));
        foreach (var name in (string[])["@acme/tool", "@ACME/tool", "@tools/tool"])
        {
            await town.PublishAsync(b, "B", name, "9.0.0");
        }

        foreach (var name in (string[])["@acme/tool", "@ACME/tool"])
        {
            Assert.Equal(NotFound, await town.DescribeAsync(Instance, name, town.Admin));
            Assert.Equal(Unauthorized, await town.DescribeAsync(Instance, name, null));
            Assert.Equal("404", await town.TarballAsync(Instance, name, "9.0.0", null));
            Assert.Equal("latest=9.0.0 9.0.0=B", await town.DescribeAsync(Project(b), name, null));
        }

        Assert.Equal("latest=9.0.0 9.0.0=B", await town.DescribeAsync(Instance, "@tools/tool", null)); // acme/tools is no top-level namespace
        Assert.Equal("@tools/tool@9.0.0", await town.SearchAsync(Instance, "tool", town.Admin));

        await town.PublishAsync(a, "A", "@acme/tool", "1.0.0");
        Assert.Equal("latest=1.0.0 1.0.0=A", await town.DescribeAsync(Instance, "@acme/tool", null));
        Assert.Equal("404", await town.TarballAsync(Instance, "@acme/tool", "9.0.0", null));
        Assert.Equal("@acme/tool@1.0.0 @tools/tool@9.0.0", await town.SearchAsync(Instance, "tool", null));
    }

    [Theory, EveryEngine]
    public async Task A_scope_stays_a_namespaces_when_that_is_renamed(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (a, b) = (await town.CreateProjectAsync("acme/a"), await town.CreateProjectAsync("evil/b"));
        await town.PublishAsync(b, "B", "@acme/tool", "9.0.0");
        await town.PublishAsync(b, "B", "@umbrella/tool", "9.0.0");
        await town.PublishAsync(a, "A", "@acme/tool", "1.0.0");
        Assert.Equal("latest=9.0.0 9.0.0=B", await town.DescribeAsync(Instance, "@umbrella/tool", null));

        var renamed = await town.Registry.Services.GetRequiredService<Renaming>().RenameAsync("acme", "umbrella", RunningRegistry.Operator, CancellationToken.None);

        Assert.Equal(new RenameResult.Renamed("umbrella"), renamed);
        Assert.Equal("latest=1.0.0 1.0.0=A", await town.DescribeAsync(Instance, "@acme/tool", null));
        Assert.Equal(NotFound, await town.DescribeAsync(Instance, "@umbrella/tool", town.Admin));
        Assert.Equal("@acme/tool@1.0.0", await town.SearchAsync(Instance, "tool", null));
        await town.PublishAsync(a, "A", "@umbrella/tool", "1.0.0");
        Assert.Equal("latest=1.0.0 1.0.0=A", await town.DescribeAsync(Instance, "@umbrella/tool", null));
        Assert.Equal("@acme/tool@1.0.0 @umbrella/tool@1.0.0", await town.SearchAsync(Instance, "tool", null));
    }

    [Theory, EveryEngine]
    public async Task A_scope_that_is_a_user_means_the_users_own_projects(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        await town.Registry.CreateUserAsync("devi");
        var (own, b) = (await town.CreateProjectAsync("devi/own"), await town.CreateProjectAsync("evil/b"));
        await town.PublishAsync(b, "B", "@devi/tool", "9.0.0");
        Assert.Equal(NotFound, await town.DescribeAsync(Instance, "@devi/tool", town.Admin));
        Assert.Equal("", await town.SearchAsync(Instance, "tool", town.Admin));

        await town.PublishAsync(own, "devi", "@devi/tool", "1.0.0");
        Assert.Equal("latest=1.0.0 1.0.0=devi", await town.DescribeAsync(Instance, "@devi/tool", null));
        Assert.Equal("@devi/tool@1.0.0", await town.SearchAsync(Instance, "tool", null));
    }
}
