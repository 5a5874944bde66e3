using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Registry.Data;

namespace Registry.Web.Hosting;

/// <summary>The one folder that holds everything: the SQLite file, the blobs and the lock.</summary>
internal sealed class DataDirectory(IOptions<RegistryOptions> options, IOptions<DatabaseOptions> database, IHostEnvironment environment)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DataDirectory, environment.ContentRootPath);

    /// <summary>Where rows and bytes are.</summary>
    public DataSettings Settings => new(database.Value.Engine, ConnectionString, System.IO.Path.Combine(Path, "blobs"));

    private string RowsFile => System.IO.Path.Combine(Path, "registry.db");

    private string ConnectionString => database.Value.Engine == DatabaseEngine.PostgreSql
        ? database.Value.ConnectionString!
        : new SqliteConnectionStringBuilder
        {
            DataSource = RowsFile,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();

    /// <summary>Makes the folder, readable by the account that runs the program alone.</summary>
    public void Create()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else
            {
                Directory.CreateDirectory(Path, OwnerOnly);
                CreateRows();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Cannot make the data directory {Path}: {failure.Message} Set Registry:DataDirectory to a folder that can be written.", failure);
        }
    }

    // A folder that was there before may let others in; the rows hold what sessions are signed with, so that SQLite's files do not.
    [UnsupportedOSPlatform("windows")]
    private void CreateRows()
    {
        if (database.Value.Engine == DatabaseEngine.Sqlite)
        {
            using var rows = new FileStream(RowsFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }

    /// <summary>Keeps other servers out until the lock is disposed of; the system frees it if the program is killed.</summary>
    public IDisposable Lock()
    {
        var file = System.IO.Path.Combine(Path, "registry.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new StartupException($"Another Registry serves the data directory {Path} already. Stop it first, or set Registry:DataDirectory to another folder.", taken);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StartupException($"Cannot write to the data directory {Path}: {denied.Message}", denied);
        }
    }
}
