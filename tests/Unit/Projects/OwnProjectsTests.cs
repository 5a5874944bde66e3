using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Web.Auth;
using Registry.Web.Projects;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Projects;

/// <summary>The projects on somebody's start page.</summary>
public sealed class OwnProjectsTests
{
    [Theory, EveryEngine]
    public async Task A_Guest_is_told_that_a_private_project_is_there_and_nothing_of_its_packages(DatabaseEngine engine)
    {
        await using var registry = await RunningRegistry.StartAsync(engine);
        var (jane, gus) = (await registry.CreateUserAsync("jane"), await registry.CreateUserAsync("gus"));
        foreach (var (path, visibility) in new[] { ("acme/open", Visibility.Public), ("acme/vault", Visibility.Private), ("acme/work", Visibility.Private), ("else/vault", Visibility.Private) })
        {
            var id = await registry.CreateProjectAsync(path, visibility);
            await registry.AddMemberAsync(path, jane, AccessLevel.Developer);
            var token = await registry.CreateTokenAsync(jane, TokenScopes.Api);
            Assert.Equal(201, (await registry.UploadAsync($"/api/v4/projects/{id}", TestCharts.Package("web", "1.0.0"), token)).Status);
        }

        await registry.AddMemberAsync("acme", gus, AccessLevel.Guest);
        await registry.AddMemberAsync("acme/work", gus, AccessLevel.Reporter);

        var projects = registry.Services.GetRequiredService<ProjectQueries>();
        Assert.Equal("acme/open 1 True True, acme/vault 0 False False, acme/work 1 True True", await ListAsync(gus, null));
        Assert.Equal("acme/vault 0 False False", await ListAsync(gus, "vault"));
        Assert.Equal("acme/open 1 True True, acme/vault 1 True True, acme/work 1 True True, else/vault 1 True True", await ListAsync(jane, null));

        async Task<string> ListAsync(User user, string? search)
        {
            var page = await projects.ListAsync(new Caller.Account(user.Id, user.UserName!, IsAdmin: false, TokenScopes.Api), null, search, 0, 20, CancellationToken.None, ownOnly: true);
            Assert.Equal(page.Projects.Count, page.Total);
            return string.Join(", ", page.Projects.Select(one => $"{one.FullPath} {one.Packages} {one.LastPublishedAt is not null} {one.HasOpenPackages}"));
        }
    }
}
