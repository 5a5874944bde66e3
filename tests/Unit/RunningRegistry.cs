using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Tests.Hosting;
using Registry.Unit.Data;
using Registry.Unit.Helm;
using Registry.Web.Accounts;
using Registry.Web.Pipelines;
using Registry.Web.Projects;
using Registry.Web.Tokens;

namespace Registry.Unit;

/// <summary>The whole program in this process, on a free port of 127.0.0.1, with data of its own on either engine.</summary>
internal sealed class RunningRegistry : IAsyncDisposable
{
    public static readonly Actor Operator = new() { Kind = ActorKind.CommandLine, Id = 0, Name = "command line" };

    private readonly TemporaryDirectory _directory;
    private readonly WebApplication _app;

    private RunningRegistry(TemporaryDirectory directory, WebApplication app)
    {
        _directory = directory;
        _app = app;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Follows no redirects and keeps no cookies.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string DataDirectory => _directory.Folder("data");

    public static Task<RunningRegistry> StartAsync(DatabaseEngine engine = DatabaseEngine.Sqlite, params string[] settings) =>
        StartAsync(TimeProvider.System, engine, settings);

    public static async Task<RunningRegistry> StartAsync(TimeProvider time, DatabaseEngine engine = DatabaseEngine.Sqlite, params string[] settings)
    {
        var directory = new TemporaryDirectory();
        var database = engine == DatabaseEngine.PostgreSql
            ? new[] { "--Registry:Database:Engine=PostgreSql", $"--Registry:Database:ConnectionString={await MigratedRows.CreatePostgreSqlAsync()}" }
            : [];
        if (engine == DatabaseEngine.Sqlite)
        {
            await MigratedRows.WriteSqliteAsync(Path.Combine(directory.Folder("data"), "registry.db"));
        }

        var app = Program.Build(
            time,
            [
                "--urls=http://127.0.0.1:0",
                $"--Registry:DataDirectory={directory.Folder("data")}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None",
                .. database, .. settings,
            ]);
        await app.StartAsync();
        return new RunningRegistry(directory, app);
    }

    /// <summary>A context on the same rows; the caller disposes of it.</summary>
    public RegistryDbContext Open() => Services.GetRequiredService<IDbContextFactory<RegistryDbContext>>().CreateDbContext();

    public async Task<User> CreateUserAsync(string name, bool isAdmin = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<UserCreation>().CreateAsync(
            new NewUser(name, $"{name}@example.com", "correct horse", isAdmin), Operator, onlyAsFirstAdministrator: false, CancellationToken.None);
        return ((UserCreationResult.Created)result).User;
    }

    /// <summary>Gives the account a passkey that no device holds.</summary>
    public async Task AddPasskeyAsync(User user, string name)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var passkey = new UserPasskeyInfo([1, 2, 3], [4, 5, 6], DateTimeOffset.UtcNow, 0, null, true, false, false, [7], [8]) { Name = name };
        Xunit.Assert.True((await users.AddOrUpdatePasskeyAsync((await users.FindByIdAsync($"{user.Id}"))!, passkey)).Succeeded);
    }

    public async Task<long> CreateProjectAsync(string fullPath, Visibility visibility = Visibility.Private)
    {
        var result = await Services.GetRequiredService<ProjectCreation>().CreateAsync(
            new NewProject(fullPath, visibility, ByOperator: true), Operator, CancellationToken.None);
        return ((ProjectCreationResult.Created)result).ProjectId;
    }

    public async Task AddMemberAsync(string fullPath, User user, AccessLevel level) =>
        Xunit.Assert.True(await Services.GetRequiredService<MemberAddition>().AddAsync(fullPath, user.Id, level, Operator, CancellationToken.None));

    /// <summary>The secret of a new personal token.</summary>
    public async Task<string> CreateTokenAsync(User user, TokenScopes scopes = TokenScopes.Api, params long[] boundTo) =>
        (await Services.GetRequiredService<TokenIssuer>().IssuePersonalAsync(
            user.Id, new NewToken("tests", scopes), boundTo.Length > 0 ? boundTo : null, Operator, CancellationToken.None)).Secret;

    /// <summary>The secret of a new deploy token of a project or group.</summary>
    public async Task<string> CreateDeployTokenAsync(TokenScopes scopes, long? projectId = null, long? groupId = null) =>
        (await Services.GetRequiredService<TokenIssuer>().IssueDeployAsync(
            new TokenTarget(projectId, groupId), new NewToken("tests", scopes), Operator, CancellationToken.None)).Secret;

    /// <summary>The secret of the token of a new running job.</summary>
    public Task<string> OpenJobAsync(long projectId, User user) =>
        Services.GetRequiredService<JobOpener>().OpenAsync(projectId, user.Id, "main", new string('a', 40), Operator, CancellationToken.None);

    public static AuthenticationHeaderValue Basic(string password, string userName = "anybody") =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));

    /// <summary>Sends a request with a path as it stands, which <see cref="Uri"/> leaves alone.</summary>
    public async Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Address.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = content,
        };
        request.Headers.Authorization = token is null ? null : Basic(token);
        headers?.Invoke(request.Headers);
        using var response = await Client.SendAsync(request);
        var answer = new HttpAnswer(response, await response.Content.ReadAsByteArrayAsync());
        if (answer is { Status: 200, Bytes.Length: > 0 } && path.EndsWith("/index.yaml", StringComparison.Ordinal) && answer.Header("Content-Encoding") is null)
        {
            StrictIndex.Check(answer.Text);
        }

        return answer;
    }

    public Task<HttpAnswer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    /// <summary>Sends a chart as curl's <c>--form chart=@file</c> does.</summary>
    public Task<HttpAnswer> UploadAsync(string projectPath, byte[] chart, string? token, string channel = "stable") =>
        SendAsync(HttpMethod.Post, $"{projectPath}/packages/helm/api/{channel}/charts", token, Form(chart));

    public static MultipartFormDataContent Form(byte[] chart, string field = "chart")
    {
        var file = new ByteArrayContent(chart);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { file, field, "whatever.tgz" } };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Dispose();
    }
}
