using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting.Internal;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Web.Accounts;
using Registry.Web.Hosting;
using Registry.Web.Pipelines;
using Registry.Web.Projects;
using Registry.Web.Tokens;

namespace Registry.Unit.Hosting;

/// <summary>The rooms for accounts, tokens and projects over a database of either engine, without a server.</summary>
internal static class Rooms
{
    public static readonly Actor Somebody = new() { Kind = ActorKind.CommandLine, Id = 0, Name = "tests" };

    public static Task<TestDatabase> CreateAsync(DatabaseEngine engine, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        TestDatabase.CreateAsync(engine, services =>
        {
            var given = settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value));
            services.AddLogging();
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(given).Build());
            services.AddSingleton(time ?? TimeProvider.System);
            services.AddSingleton<IServer, NoServer>();
            services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
            services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
            services.AddSettings<RegistryOptions>(RegistryOptions.Section, options => options.Faults());
            services.AddAccounts();
            services.AddProjects();
            services.AddTokens();
            services.AddPipelines();
        });

    public static T Get<T>(this TestDatabase data)
        where T : notnull => data.Services.GetRequiredService<T>();

    /// <summary>Makes an account as the command line does.</summary>
    public static async Task<UserCreationResult> CreateUserAsync(
        this TestDatabase data, string name, string? email = null, string password = "correct-horse", bool isAdmin = false, bool onlyAsFirst = false)
    {
        await using var scope = data.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserCreation>().CreateAsync(
            new NewUser(name, email ?? $"{name}@example.com", password, isAdmin), Somebody, onlyAsFirst, CancellationToken.None);
    }

    public static async Task<long> CreateProjectAsync(this TestDatabase data, string fullPath, Visibility visibility = Visibility.Private) =>
        (await data.Get<ProjectCreation>().CreateAsync(new NewProject(fullPath, visibility, ByOperator: true), Somebody, CancellationToken.None)
            as ProjectCreationResult.Created)!.ProjectId;

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
