using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Registry.Data;

/// <summary>
/// A transaction that holds the write gate. Disposed without <see cref="CommitAsync"/>, it leaves nothing behind.
/// The stamps that its changes move are written last, so that writers meet on that row as briefly as can be.
/// </summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly RegistryDbContext _database;
    private readonly IDbContextTransaction _transaction;
    private readonly Action _ended;
    private bool _movesAccess;
    private bool _movesContent;
    private bool _disposed;

    internal WriteTransaction(RegistryDbContext database, IDbContextTransaction transaction, Action ended)
    {
        _database = database;
        _transaction = transaction;
        _ended = ended;
    }

    /// <summary>Moves <see cref="Stamps.Access"/>: for changes made past the change tracker.</summary>
    public void MoveAccess() => _movesAccess = true;

    /// <summary>Moves <see cref="Stamps.Content"/>: for changes made past the change tracker.</summary>
    public void MoveContent() => _movesContent = true;

    /// <summary>
    /// Waits until no other writer who asks for this is at work, on either engine. What is looked up afterwards stays true among
    /// them until the end, where no unique index can settle it.
    /// </summary>
    public Task TakeTurnAsync(CancellationToken cancellationToken) =>
        _database.Stamps.ExecuteUpdateAsync(row => row.SetProperty(s => s.Access, s => s.Access), cancellationToken);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_movesAccess || _movesContent)
        {
            await using var command = PlainSql.Command(
                _database,
                """UPDATE "Stamps" SET "Access" = "Access" + @access, "Content" = "Content" + @content""",
                ("access", _movesAccess ? 1L : 0L),
                ("content", _movesContent ? 1L : 0L));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await _transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // Leaving the gate twice would let two writers in.
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _ended();
        }
    }
}
