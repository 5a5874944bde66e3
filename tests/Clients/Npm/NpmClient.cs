using System.Collections;
using System.Text.Json;
using Registry.Tests.Hosting;

namespace Registry.Clients.Npm;

/// <summary>A real package manager with configuration, caches and home of its own.</summary>
public abstract class NpmClient : IDisposable
{
    public static readonly string[] Npms = ["npm-6", "npm-8", "npm-10", "npm-11", "npm-12"];
    public static readonly string[] Pnpms = ["pnpm-10", "pnpm-11", "pnpm-12"];
    public static readonly string[] All = [.. Npms, "yarn-1", "yarn-4", .. Pnpms, "bun"];

    // What the developer's shell or the CI sets for package managers must not reach the clients under test.
    private static readonly string[] Foreign = ["npm_", "yarn_", "pnpm_", "bun_", "node_", "xdg_", "ci_", "github_", "gitlab_", "http_proxy", "https_proxy", "all_proxy"];

    private readonly TemporaryDirectory _home = new();
    private NpmSource _source;

    protected NpmClient(string name, NpmSource source)
    {
        Name = name;
        _source = source;
        Link("node", Installed("node-22", "bin", "node"));
    }

    /// <summary>A name of tests/Clients/package.json.</summary>
    public string Name { get; }

    /// <summary>The registry it is set up for; setting it writes its configuration anew.</summary>
    public NpmSource Source
    {
        get => _source;
        set
        {
            _source = value;
            Configure();
        }
    }

    /// <summary>Its user's configuration file.</summary>
    public string Npmrc => Path.Combine(Home, ".npmrc");

    /// <summary>Where commands that need no package run.</summary>
    public string WorkingDirectory => _home.Folder("work");

    protected string Home => _home.Path;

    /// <summary>A folder that a cold start deletes.</summary>
    protected string Cache => _home.Folder("cache");

    /// <summary>What the system that runs it sets, such as a CI system does.</summary>
    public IReadOnlyList<(string Name, string Value)> Surroundings { get; set; } = [];

    /// <summary>What it runs with besides what is the same for all.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Variables => [];

    /// <summary>The program and its first arguments.</summary>
    protected abstract string[] Program { get; }

    /// <summary>Sets one of them up.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="source">The registry.</param>
    public static NpmClient Create(string name, NpmSource source)
    {
        NpmClient client = name switch
        {
            "yarn-1" => new YarnClassic(source),
            "yarn-4" => new YarnBerry(source),
            "bun" => new Bun(source),
            _ when name.StartsWith("pnpm-", StringComparison.Ordinal) => new Pnpm(name, source),
            _ => new NpmCli(name, source),
        };
        client.Configure();
        return client;
    }

    /// <summary>Publishes the package in a folder.</summary>
    public abstract Task<CommandResult> PublishAsync(string folder, params string[] options);

    /// <summary>Adds packages to the package in a folder: resolves, installs and writes the lock file.</summary>
    public abstract Task<CommandResult> AddAsync(string folder, params string[] packages);

    /// <summary>Installs exactly what the lock file says, with nothing in any cache.</summary>
    public Task<CommandResult> InstallLockedAsync(string folder)
    {
        Directory.Delete(Cache, recursive: true);
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Directory.Delete(Path.Combine(folder, "node_modules"), recursive: true);
        }

        return InstallFromLockAsync(folder);
    }

    /// <summary>What the client knows of a package, in whatever shape it prints it.</summary>
    public abstract Task<JsonElement> ViewAsync(string package);

    /// <summary>The user that the registry takes the client for.</summary>
    public abstract Task<CommandResult> WhoAmIAsync();

    /// <summary>Asks for vulnerabilities of what is installed in a folder.</summary>
    public abstract Task<CommandResult> AuditAsync(string folder);

    /// <summary>Lists tags: one line each, holding both the tag and the version.</summary>
    public abstract Task<CommandResult> ListTagsAsync(string package);

    public abstract Task<CommandResult> AddTagAsync(string package, string version, string tag);

    public abstract Task<CommandResult> RemoveTagAsync(string package, string tag);

    /// <summary>Makes the folder of a package that depends on nothing yet.</summary>
    public virtual string NewConsumer(string name = "consumer") =>
        PackageFolder.Write(Path.Combine(WorkingDirectory, name), name, "1.0.0", "\"private\":true");

    /// <summary>The version of a package that lies in a folder's node_modules.</summary>
    public static string InstalledVersion(string folder, string package)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "node_modules", package, "package.json")));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    /// <summary>Loads a package as a program would, and answers what its module says.</summary>
    public async Task<string> RequireAsync(string folder, string package) =>
        (await StartAsync([Installed("node-22", "bin", "node"), "-p", $"require('{package}')"], folder)).Succeeded().Output.Trim();

    /// <summary>Runs the client in its working directory.</summary>
    public Task<CommandResult> RunAsync(params string[] args) => RunInAsync(WorkingDirectory, args);

    /// <summary>Runs the client in a folder.</summary>
    public Task<CommandResult> RunInAsync(string folder, params string[] args) => StartAsync([.. Program, .. args], folder);

    /// <summary>Runs a script of the shell in a folder.</summary>
    public Task<CommandResult> ShellAsync(string folder, string script, params (string Name, string Value)[] variables)
    {
        var environment = Environment();
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return Command.RunAsync("sh", ["-ec", script], environment, folder);
    }

    /// <summary>Starts the client and leaves it running, for a talk with it.</summary>
    public Conversation Talk(params string[] args) => new([.. Program, .. args], Environment(), WorkingDirectory);

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<CommandResult> InstallFromLockAsync(string folder);

    /// <summary>Writes its configuration.</summary>
    protected abstract void Configure();

    /// <summary>A path below tests/Clients/node_modules.</summary>
    protected static string Installed(params string[] path) => RepositoryRoot.Combine(["tests", "Clients", "node_modules", .. path]);

    /// <summary>Puts a program on the client's PATH.</summary>
    protected void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_home.Folder("bin"), name), target);

    protected static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private Task<CommandResult> StartAsync(string[] command, string folder) =>
        Command.RunAsync(command[0], command[1..], Environment(), folder);

    private Dictionary<string, string?> Environment()
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key)
            .Where(name => name == "CI" || Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(name => name, _ => (string?)null);
        environment["HOME"] = Home;
        environment["PATH"] = $"{_home.Folder("bin")}:{System.Environment.GetEnvironmentVariable("PATH")}";
        environment["XDG_CACHE_HOME"] = Cache;
        environment["XDG_DATA_HOME"] = Path.Combine(Cache, "data"); // pnpm's store
        environment["XDG_CONFIG_HOME"] = _home.Folder("config");
        environment["XDG_STATE_HOME"] = _home.Folder("state");
        environment["NO_COLOR"] = "1";
        environment["NODE_NO_WARNINGS"] = "1"; // npm 6 is older than its Node
        environment["NODE_EXTRA_CA_CERTS"] = Source.Authority; // pnpm 11 publishes without looking at cafile
        foreach (var (name, value) in Variables.Concat(Surroundings))
        {
            environment[name] = value;
        }

        return environment;
    }
}
