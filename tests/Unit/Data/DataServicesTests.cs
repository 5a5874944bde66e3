using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Xunit;

namespace Registry.Unit.Data;

public sealed class DataServicesTests
{
    [Theory, EveryEngine]
    public async Task Blobs_lie_in_the_folder_of_the_settings(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateEmptyAsync(engine);
        Assert.Empty(Directory.EnumerateFiles(data.Settings.BlobDirectory, "*", SearchOption.AllDirectories));

        await using var staged = data.Blobs.Stage();
        await data.Blobs.KeepAsync(staged, CancellationToken.None);

        Assert.Single(Directory.EnumerateFiles(data.Settings.BlobDirectory, "*", SearchOption.AllDirectories));
    }

    [Theory, EveryEngine]
    public async Task A_scope_has_one_context_and_takes_it_along(DatabaseEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        RegistryDbContext scoped;
        await using (var scope = data.Services.CreateAsyncScope())
        {
            scoped = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            Assert.Same(scoped, scope.ServiceProvider.GetRequiredService<RegistryDbContext>());
            Assert.Equal(0, await scoped.Users.CountAsync());
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => scoped.Users.CountAsync());
    }
}
