using Microsoft.EntityFrameworkCore;

namespace Registry.Data;

/// <summary>Hands out contexts of whichever engine is configured.</summary>
internal sealed class RegistryDbContextFactory(Func<RegistryDbContext> create) : IDbContextFactory<RegistryDbContext>
{
    public RegistryDbContext CreateDbContext() => create();
}
