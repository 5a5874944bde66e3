using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Registry.Data;

/// <summary>Hands out contexts of whichever engine is configured, over and over the same ones: a new one costs as much as several queries.</summary>
internal sealed class RegistryDbContextFactory<TContext>(DbContextOptions<TContext> options, WriteGate gate) : IDbContextFactory<RegistryDbContext>
    where TContext : RegistryDbContext
{
    private const int MostKept = 64;

    private readonly PooledDbContextFactory<TContext> _pool = new(options, MostKept);

    public RegistryDbContext CreateDbContext()
    {
        var context = _pool.CreateDbContext();
        context.Gate = gate;
        return context;
    }
}
