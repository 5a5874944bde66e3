using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Registry.Tests.Hosting;

/// <summary>
/// A real PostgreSQL on a free port of 127.0.0.1, started when the first test asks and shared by the test process.
/// A shell holds it and waits on its standard input: when the test process ends, however it ends, the shell reads
/// the end of the pipe, stops the server and deletes its files.
/// </summary>
public sealed class PostgreSqlServer
{
    // $1 folder, $2 programs, $3 port. The server gets a session of its own, so Ctrl-C reaches only the shell.
    private const string Script = """
        trap '' INT
        trap 'cd /; "$2/pg_ctl" -D "$1/data" -m immediate stop >/dev/null 2>&1; rm -rf "$1"' EXIT
        umask 077
        mkdir "$1" && cd "$1" || exit 1
        "$2/initdb" -D data -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >&2 || exit 1
        "$2/pg_ctl" -D data -w -l log -o "-p $3 -h 127.0.0.1 -k $1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300" start >&2 || { cat log >&2; exit 1; }
        echo ready
        read -r _
        """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(StartAsync);

    // Held for as long as the process lives: its open standard input is what keeps the server up.
    private readonly Process _holder;
    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgreSqlServer(Process holder, int port)
    {
        _holder = holder;
        _connection = new() { Host = "127.0.0.1", Port = port, Username = "postgres" };
    }

    /// <summary>Makes a fresh database and answers the connection string to it.</summary>
    /// <param name="copied">The connection string of a database to copy, to which nobody is connected; without it the new one is empty.</param>
    public static async Task<string> CreateDatabaseAsync(string? copied = null)
    {
        var server = await Shared.Value;
        if (server._holder.HasExited)
        {
            throw new InvalidOperationException($"PostgreSQL ended with exit code {server._holder.ExitCode}.");
        }

        var name = $"test_{Guid.NewGuid():N}";
        var template = copied is null ? "template1" : new NpgsqlConnectionStringBuilder(copied).Database;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server._connection.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // A database name cannot be a parameter, and these are made here.
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template}", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server._connection.ConnectionString) { Database = name }.ConnectionString;
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"registry-test-postgresql-{Guid.NewGuid():N}");
        var port = FreePort();
        string[] shell = ["sh", "-c", Script, "sh", folder, FindPrograms(), port.ToString()];
        // The server refuses to run as root.
        string[] line = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        var holder = Command.Prepare(line[0], line[1..], workingDirectory: "/");
        Command.Start(holder);
        var errors = holder.StandardError.ReadToEndAsync();
        var answer = await holder.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        if (!string.Equals(answer, "ready", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"PostgreSQL does not start:{Environment.NewLine}{await errors}");
        }

        return new PostgreSqlServer(holder, port);
    }

    private static string FindPrograms()
    {
        const string versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(versions)
            ? Directory.GetDirectories(versions)
                .Where(version => File.Exists(Path.Combine(version, "bin", "initdb")))
                .MaxBy(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            : null;
        return newest is null
            ? throw new InvalidOperationException($"No initdb in {versions}/*/bin; ./test.sh installs PostgreSQL.")
            : Path.Combine(newest, "bin");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
