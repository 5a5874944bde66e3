using Registry.Data;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed class VersionTests
{
    [Fact]
    public async Task Who_is_signed_in_is_told_the_version()
    {
        await using var registry = await RunningRegistry.StartAsync(DatabaseEngine.Sqlite);
        var token = await registry.CreateTokenAsync(await registry.CreateUserAsync("ada"));

        var version = await registry.GetAsync("/api/v4/version", token);
        var metadata = await registry.GetAsync("/api/v4/metadata", token);

        Assert.Matches("""^200 \{"version":"\d+\.\d+\.\d+","revision":"([0-9a-f]{11}|unknown)"\}$""", version.ToString());
        Assert.Equal(version.Text.Replace("}", ",\"enterprise\":false}", StringComparison.Ordinal), metadata.Text);
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", (await registry.GetAsync("/api/v4/version")).ToString());
        Assert.Equal("""401 {"message":"401 Unauthorized"}""", (await registry.GetAsync("/api/v4/metadata")).ToString());
    }
}
