using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Hosting;
using Registry.Web.Projects;
using Xunit;

namespace Registry.Unit.Projects;

public class MemberAdditionTests
{
    [Theory, EveryEngine]
    public async Task Adding_a_member_again_changes_the_role_and_lifts_its_end(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine, new SetTime(Rows.Now));
        var user = await data.SaveAsync(Rows.User("ada"));
        var project = await data.CreateProjectAsync("acme/charts");
        Assert.True(await AddAsync(data, "acme/charts", user, AccessLevel.Owner));
        await data.ExecuteAsync("""UPDATE "Memberships" SET "ExpiresAt" = 1""");

        Assert.True(await AddAsync(data, "ACME/charts", user, AccessLevel.Reporter));

        await using var database = data.Open();
        var membership = await database.Memberships.SingleAsync();
        Assert.Equivalent(
            new Membership { Id = membership.Id, UserId = user.Id, ProjectId = project, AccessLevel = AccessLevel.Reporter, CreatedAt = Rows.Now },
            membership,
            strict: true);
        Assert.Equal(
            ["ada as Owner", "ada as Reporter"],
            await database.AuditEvents.Where(audit => audit.Action == "member.add").OrderBy(audit => audit.Id).Select(audit => audit.Target).ToListAsync());
    }

    [Theory, EveryEngine]
    public async Task A_former_path_leads_to_the_project_and_an_unknown_one_to_nothing(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        var project = await data.CreateProjectAsync("acme/charts");
        await data.Get<Renaming>().RenameAsync("acme/charts", "helm", Rooms.Somebody, CancellationToken.None);

        Assert.True(await AddAsync(data, "acme/charts", user, AccessLevel.Guest));
        Assert.True(await AddAsync(data, "acme", user, AccessLevel.Guest));
        Assert.False(await AddAsync(data, "acme/nothing", user, AccessLevel.Guest));

        await using var database = data.Open();
        Assert.Equal([null, project], (await database.Memberships.ToListAsync()).Select(one => one.ProjectId).Order());
    }

    [Theory, EveryEngine]
    public async Task Of_many_at_once_for_one_member_all_end_well_and_one_row_is_left(DatabaseEngine engine)
    {
        await using var data = await Rooms.CreateAsync(engine);
        var user = await data.SaveAsync(Rows.User("ada"));
        await data.CreateProjectAsync("acme/charts");

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AddAsync(data, "acme/charts", user, AccessLevel.Developer)))), Assert.True);

        await using var database = data.Open();
        Assert.Equal(1, await database.Memberships.CountAsync());
    }

    private static Task<bool> AddAsync(TestDatabase data, string fullPath, User user, AccessLevel level) =>
        data.Get<MemberAddition>().AddAsync(fullPath, user.Id, level, Rooms.Somebody, CancellationToken.None);
}
