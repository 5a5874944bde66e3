using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Registry.Data;
using Registry.Data.Entities;
using Registry.Unit.Data;
using Registry.Unit.Npm;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Packages;

/// <summary>A page of a hundred packages costs as many queries as a page of one.</summary>
public sealed class PackageQueryCountTests
{
    private static readonly AsyncLocal<Counter?> Current = new();

    [Theory, EveryEngine]
    public async Task A_long_page_costs_no_more_queries_than_a_short_one(DatabaseEngine engine)
    {
        await using var shelf = await ReadShelf.CreateAsync(engine);
        for (var version = 1; version <= 6; version++)
        {
            var (job, _) = await shelf.OpenJobAsync();
            Assert.Equal(200, (await shelf.Registry.PublishAsync(shelf.ProjectId, "web", $"{version}.0.0", job, tag: $"tag-{version}")).Status);
        }

        var services = shelf.Registry.Services;
        var (lists, packages, files) = (services.GetRequiredService<PackageListQueries>(), services.GetRequiredService<PackageApiQueries>(), services.GetRequiredService<PackageFileQueries>());
        var project = new PackageScope.Project(new KnownProject(shelf.ProjectId, "acme/tools/web", Visibility.Private, new HashSet<long>(), null), MayDelete: true);
        await using var database = shelf.Registry.Open();
        var acme = database.Groups.Single(group => group.FullPath == "acme").Id;
        var group = new PackageScope.Group(acme, WithSubgroups: true, new Caller.Account(shelf.User.Id, "mara", IsAdmin: false, TokenScopes.Api));
        var search = new PackageSearch(null, null, [], null, PackageOrder.CreatedAt, IsDescending: false);

        // Ids, the count where there are more, rows, tags, pipelines; and of a group where the caller may delete.
        Assert.Equal((5, 5, 4), (await CountAsync(ByNumber(project, 1)), await CountAsync(ByNumber(project, 5)), await CountAsync(ByNumber(project, 100))));
        Assert.Equal((6, 6, 5), (await CountAsync(ByNumber(group, 1)), await CountAsync(ByNumber(group, 5)), await CountAsync(ByNumber(group, 100))));
        Assert.Equal((3, 3), (await CountAsync(ByCursor(project, 1)), await CountAsync(ByCursor(project, 100))));
        Assert.Equal((4, 4), (await CountAsync(ByCursor(group, 1)), await CountAsync(ByCursor(group, 100))));
        var package = (await packages.FindAsync(shelf.ProjectId, 1, CancellationToken.None))!;
        Assert.Equal(3, await CountAsync(() => packages.FamilyAsync(package, CancellationToken.None)));
        Assert.Equal(2, await CountAsync(() => files.ListAsync(1, PackageFileOrder.Id, false, new OffsetPage(1, 100), CancellationToken.None)));

        Func<Task> ByNumber(PackageScope scope, int size) => () => lists.ListAsync(scope, search, new OffsetPage(1, size), CancellationToken.None);
        Func<Task> ByCursor(PackageScope scope, int size) => () => lists.ListAsync(scope, search, new KeysetPage(null, IsBack: false, size), CancellationToken.None);
    }

    private static async Task<int> CountAsync(Func<Task> work)
    {
        var counter = new Counter();
        using var sources = DiagnosticListener.AllListeners.Subscribe(counter);
        Current.Value = counter;
        await work();
        Current.Value = null;
        counter.Dispose();
        return counter.Commands;
    }

    /// <summary>Counts the commands of its own flow of work, for other tests run beside it.</summary>
    private sealed class Counter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> _subscriptions = [];
        private int _commands;

        public int Commands => _commands;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && ReferenceEquals(Current.Value, this))
            {
                Interlocked.Increment(ref _commands);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(one => one.Dispose());
    }

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";
}
