using Registry.Data;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

public sealed class TokenRevocationTests
{
    [Theory, EveryEngine]
    public async Task A_revoked_token_is_refused_at_the_very_next_request(DatabaseEngine engine)
    {
        await using var stage = await Stage.CreateAsync(engine);
        var revocation = stage.Registry.Services.GetRequiredService<TokenRevocation>();
        var stranger = await stage.Registry.CreateUserAsync("stranger");
        Assert.Equal(200, (await stage.GetAsync("/stable/index.yaml")).Status);

        Assert.False(await revocation.RevokeAsync(stranger.Id, 1, RunningRegistry.Operator, CancellationToken.None));
        Assert.Equal(200, (await stage.GetAsync("/stable/index.yaml")).Status);
        Assert.Equal(1, await revocation.RevokeAsync(stage.User.Id, "tests", RunningRegistry.Operator, CancellationToken.None));

        Assert.Equal(401, (await stage.GetAsync("/stable/index.yaml")).Status);
        Assert.Equal(0, await revocation.RevokeAsync(stage.User.Id, "tests", RunningRegistry.Operator, CancellationToken.None));
        Assert.False(await revocation.RevokeAsync(stage.User.Id, 1, RunningRegistry.Operator, CancellationToken.None));
    }
}
