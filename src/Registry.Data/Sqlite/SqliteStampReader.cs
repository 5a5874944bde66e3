using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Registry.Data.Sqlite;

/// <summary>
/// Reads the stamps over connections of its own. SQLite's data_version tells, in microseconds, whether anybody else, in any
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
        private readonly SqliteCommand _version;
        private readonly SqliteCommand _row;
        private long _seen = -1;
        private Stamps _stamps;

        public Watch(string connectionString)
        {
            _connection = new SqliteConnection(connectionString);
            _connection.Open();
            _version = _connection.CreateCommand();
            _version.CommandText = "PRAGMA data_version";
            _row = _connection.CreateCommand();
            _row.CommandText = "SELECT \"Access\", \"Content\" FROM \"Stamps\"";
        }

        public Stamps Read()
        {
            // The version first: a commit between the two reads is seen again next time.
            var version = (long)_version.ExecuteScalar()!;
            if (version != _seen)
            {
                using var reader = _row.ExecuteReader();
                reader.Read();
                _stamps = new Stamps(reader.GetInt64(0), reader.GetInt64(1));
                _seen = version;
            }

            return _stamps;
        }

        public void Dispose()
        {
            _row.Dispose();
            _version.Dispose();
            _connection.Dispose();
        }
    }
}
