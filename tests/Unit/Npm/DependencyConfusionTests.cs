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

    [Theory, EveryEngine]
    public async Task A_search_and_the_list_of_packages_show_what_the_documents_do(DatabaseEngine engine)
    {
        await using var town = await NpmTown.CreateAsync(engine);
        var (a, b, closed, other) = (
            await town.CreateProjectAsync("acme/a"), await town.CreateProjectAsync("acme/b"),
            await town.CreateProjectAsync("acme/closed", Visibility.Private), await town.CreateProjectAsync("evil/other"));
        var stranger = await town.Registry.CreateTokenAsync(await town.Registry.CreateUserAsync("stranger"));
        foreach (var scope in (string[])["", "@acme/"])
        {
            await town.PublishAsync(a, "A", $"{scope}left", "1.0.0"); // the first publisher has no versions left
            await town.PublishAsync(b, "B", $"{scope}left", "1.0.0");
            await town.PublishAsync(b, "B", $"{scope}left", "1.1.0");
            await town.UnpublishAsync(a, $"{scope}left", "1.0.0");
            await town.PublishAsync(closed, "closed", $"{scope}shut", "9.0.0"); // its latest may not be seen, and is not b's to give
            await town.PublishAsync(b, "B", $"{scope}shut", "1.0.0", "next");
            await town.PublishAsync(b, "B", $"{scope}shut", "1.1.0-rc.1", "next");
            await town.PublishAsync(b, "B", $"{scope}shut", "9.0.0");
            await town.PublishAsync(a, "A", $"{scope}gone", "1.0.0"); // nobody's any more
            await town.PublishAsync(b, "B", $"{scope}gone", "1.0.0");
            await town.UnpublishAsync(a, $"{scope}gone", "1.0.0");
        }

        await town.PublishAsync(other, "other", "@acme/elsewhere", "1.0.0");
        await town.PublishAsync(other, "other", "left", "2.0.0");
        await town.PublishAsync(other, "other", "own", "1.0.0");
        foreach (var (prefix, token, shown) in (IEnumerable<(string, string?, string)>)
        [
            (Group("acme"), null, "@acme/left@1.1.0 @acme/shut@1.0.0 left@1.1.0 shut@1.0.0"),
            (Group("acme"), stranger, "@acme/left@1.1.0 @acme/shut@1.0.0 left@1.1.0 shut@1.0.0"),
            (Group("acme"), town.Admin, "@acme/left@1.1.0 @acme/shut@9.0.0 left@1.1.0 shut@9.0.0"),
            (Group("evil"), stranger, "@acme/elsewhere@1.0.0 left@2.0.0 own@1.0.0"),
            (Instance, null, "@acme/left@1.1.0 @acme/shut@1.0.0 own@1.0.0"),
            (Instance, stranger, "@acme/left@1.1.0 @acme/shut@1.0.0 own@1.0.0"),
            (Instance, town.Admin, "@acme/left@1.1.0 @acme/shut@9.0.0 own@1.0.0 shut@9.0.0"),
            (Project(b), null, "@acme/gone@1.0.0 @acme/left@1.1.0 @acme/shut@9.0.0 gone@1.0.0 left@1.1.0 shut@9.0.0"),
            (Project(other), stranger, "@acme/elsewhere@1.0.0 left@2.0.0 own@1.0.0"),
        ])
        {
            Assert.Equal((prefix, token, shown), (prefix, token, await town.SearchAsync(prefix, "", token)));
            foreach (var name in (string[])["left", "shut", "gone", "own", "@acme/left", "@acme/shut", "@acme/gone", "@acme/elsewhere"])
            {
                var latest = shown.Split(' ').SingleOrDefault(one => one.StartsWith($"{name}@", StringComparison.Ordinal))?[(name.Length + 1)..];
                var described = await town.DescribeAsync(prefix, name, token);
                Assert.Equal((prefix, token, name, latest), (prefix, token, name, described.StartsWith("latest=", StringComparison.Ordinal) ? described[7..described.IndexOf(' ', StringComparison.Ordinal)] : null));
            }

            if (token is not null)
            {
                var word = token == stranger ? "read" : "write";
                var names = shown.Split(' ').Select(one => $"\"{one[..one.LastIndexOf('@')]}\":\"{word}\"").Order(StringComparer.Ordinal);
                var answer = await town.Registry.GetAsync($"{prefix}/-/user/{(token == stranger ? "stranger" : "root")}/package", token);
                Assert.Equal((200, string.Join(',', names)), (answer.Status, string.Join(',', answer.Text.Trim('{', '}').Split(',').Order(StringComparer.Ordinal))));
            }
        }
    }
}
