using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
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
    private static readonly AsyncLocal<StrongBox<int>?> Current = new();

    [Theory, EveryEngine]
    public async Task A_long_page_costs_no_more_queries_than_a_short_one(DatabaseEngine engine)
    {
        using var commands = new Commands();
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
        var counted = Current.Value = new StrongBox<int>();
        await work();
        Current.Value = null;
        return counted.Value;
    }

    /// <summary>Counts the commands of the flow of work that wants it: other tests run beside it.</summary>
    private sealed class Commands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentBag<IDisposable> _subscriptions = [];

        // From before the first query: without a listener the framework looks for one only once a second.
        public Commands() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && Current.Value is { } counted)
            {
                Interlocked.Increment(ref counted.Value);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Dispose();
            }
        }
    }
}
