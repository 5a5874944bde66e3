using Registry.Clients.Helm;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Clients;

/// <summary>
/// One running registry for all tests of this assembly, filled through its command line while it serves.
/// Tests keep apart by channels and package names: <see cref="NewChannel"/>, <see cref="NewName"/>.
/// </summary>
public sealed class TestRegistry : IAsyncLifetime
{
    private const string Sha = "3f786850e387550fdab836ed7e6dc881de23001b";

    private readonly Dictionary<(TestProject, CredentialKind), Credentials> _credentials = [];
    private RegistryProcess? _server;
    private int _channels;
    private int _packages;

    public RegistryProcess Server => _server!;

    public TestProject Public { get; private set; } = null!;

    public TestProject Private { get; private set; } = null!;

    /// <summary>A developer of both projects, by a personal token that may do everything.</summary>
    public Credentials Developer { get; private set; } = null!;

    /// <summary>A maintainer of both projects.</summary>
    public Credentials Maintainer { get; private set; } = null!;

    /// <summary>A reporter of both projects.</summary>
    public Credentials Reporter { get; private set; } = null!;

    /// <summary>A user who is a member of nothing.</summary>
    public Credentials Stranger { get; private set; } = null!;

    /// <summary>The key that signs charts.</summary>
    public SigningKey SigningKey { get; private set; } = null!;

    public string NewChannel() => $"channel-{Interlocked.Increment(ref _channels)}";

    /// <summary>A name below the scope of the projects' namespace that no other test uses.</summary>
    public string NewScopedName(string stem) => $"@acme/{NewName(stem)}";

    /// <summary>A package name that no other test uses.</summary>
    public string NewName(string stem) => $"{stem}-{Interlocked.Increment(ref _packages)}";

    /// <summary>Credentials that may read and publish in <paramref name="project"/>.</summary>
    public Credentials For(TestProject project, CredentialKind kind) => _credentials[(project, kind)];

    /// <summary>Runs the registry's command line and answers what it printed, alone on its line.</summary>
    public async Task<string> PrintAsync(params string[] args)
    {
        var printed = (await Server.RunAsync(args)).Succeeded().Output.TrimEnd('\n');
        Assert.DoesNotContain('\n', printed);
        return printed;
    }

    public async Task InitializeAsync()
    {
        SigningKey = await SigningKey.CreateAsync();
        _server = await RegistryProcess.StartAsync();
        Developer = await CreateUserAsync("devi", "api");
        Maintainer = await CreateUserAsync("mona", "api");
        Reporter = await CreateUserAsync("rene", "api");
        Stranger = await CreateUserAsync("sten", "api");
        Public = await CreateProjectAsync("acme/tools/charts", "public");
        Private = await CreateProjectAsync("acme/vault/deep/charts", "private");
    }

    public async Task DisposeAsync()
    {
        SigningKey?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Makes a user and a personal token.</summary>
    public async Task<Credentials> CreateUserAsync(string name, string scopes)
    {
        (await Server.RunAsync("user", "create", name, "--email", $"{name}@example.com", "--password", Password(name))).Succeeded();
        return new Credentials(name, await PrintAsync("token", "create", "--user", name, "--name", "tests", "--scopes", scopes));
    }

    /// <summary>What a user signs in with.</summary>
    public static string Password(string name) => $"Correct-horse-{name}-7";

    private async Task<TestProject> CreateProjectAsync(string fullPath, string visibility)
    {
        var project = new TestProject(Server.Address, await PrintAsync("project", "create", fullPath, "--visibility", visibility), fullPath);
        (await Server.RunAsync("member", "add", fullPath, Developer.UserName, "developer")).Succeeded();
        (await Server.RunAsync("member", "add", fullPath, Maintainer.UserName, "maintainer")).Succeeded();
        (await Server.RunAsync("member", "add", fullPath, Reporter.UserName, "reporter")).Succeeded();

        var deploy = (await PrintAsync("deploy-token", "create", fullPath, "--name", "tests", "--scopes", "read_package_registry,write_package_registry")).Split(' ');
        var job = await PrintAsync("job-token", "create", fullPath, "--user", Developer.UserName, "--ref", "main", "--sha", Sha);
        _credentials[(project, CredentialKind.Personal)] = Developer;
        _credentials[(project, CredentialKind.Deploy)] = new Credentials(deploy[0], deploy[1]);
        _credentials[(project, CredentialKind.Job)] = new Credentials("gitlab-ci-token", job);
        return project;
    }
}

[CollectionDefinition(nameof(TestRegistry))]
public sealed class SharedRegistry : ICollectionFixture<TestRegistry>;
