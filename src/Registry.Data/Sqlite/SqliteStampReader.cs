using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Registry.Data.Sqlite;

/// <summary>
/// Reads the stamps over connections of its own. The index of SQLite's log tells, in nanoseconds, whether anybody, in any
/// process, has committed since this connection last looked; only then is the row read.
/// </summary>
internal sealed class SqliteStampReader(string connectionString) : IStampReader, IDisposable
{
    private readonly ConcurrentBag<Watch> _idle = [];
    private bool _disposed;

    public ValueTask<Stamps> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var watch))
        {
            watch = new Watch(connectionString);
        }

        // A watch that failed is not put back: the next reader opens a fresh connection.
        Stamps stamps;
        try
        {
            stamps = watch.Read();
        }
        catch
        {
            watch.Dispose();
            throw;
        }

        _idle.Add(watch);
        return ValueTask.FromResult(stamps);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var watch))
        {
            watch.Dispose();
        }
    }

    private sealed class Watch : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _row;
        private readonly WalIndex? _index;
        private WalIndex.Head? _seen;
        private Stamps _stamps;

        public Watch(string connectionString)
        {
            _connection = new SqliteConnection(connectionString);
            _connection.Open();
            _row = _connection.CreateCommand();
            _row.CommandText = "SELECT \"Access\", \"Content\" FROM \"Stamps\"";
            _index = WalIndex.Of(_connection);
        }

        public Stamps Read()
        {
            // The index first: a commit between the two reads is seen again next time.
            WalIndex.Head? head = _index is not null && _index.TryRead(out var read) ? read : null;
            if (head is null || head != _seen)
            {
                using var reader = _row.ExecuteReader();
                reader.Read();
                _stamps = new Stamps(reader.GetInt64(0), reader.GetInt64(1));
                _seen = head;
            }

            return _stamps;
        }

        public void Dispose()
        {
            _row.Dispose();
            _connection.Dispose();
        }
    }
}
