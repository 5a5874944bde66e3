using Microsoft.Extensions.Options;
using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public sealed class ReadyDocumentsTests : IDisposable
{
    private readonly ReadyDocuments _documents = Within(1_000_000);
    private long? _generation = 1;
    private int _asked;
    private int _rendered;

    public void Dispose() => _documents.Dispose();

    [Fact]
    public async Task Many_at_once_for_a_key_cause_one_render()
    {
        var rendering = new TaskCompletionSource();
        var going = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 10).Select(_ => _documents.GetAsync("a", 5, GenerationAsync, SlowAsync, CancellationToken.None).AsTask()).ToList();
        await rendering.Task;
        going.SetResult();

        var documents = await Task.WhenAll(waiting);

        Assert.Equal(1, _rendered);
        Assert.Single(documents.Distinct());

        async Task<ReadyDocument> SlowAsync(CancellationToken cancel)
        {
            rendering.SetResult();
            await going.Task;
            return await RenderAsync(cancel);
        }
    }

    [Fact]
    public async Task Another_key_is_rendered_meanwhile()
    {
        var going = new TaskCompletionSource<ReadyDocument>();
        var first = _documents.GetAsync("a", 5, GenerationAsync, _ => going.Task, CancellationToken.None).AsTask();

        await _documents.GetAsync("b", 5, GenerationAsync, RenderAsync, CancellationToken.None);

        Assert.False(first.IsCompleted);
        going.SetResult(Document(1));
        await first;
    }

    [Fact]
    public async Task What_is_as_new_as_the_request_is_answered_without_a_question()
    {
        var first = await GetAsync(content: 5);
        Assert.Equal((1, 1), (_asked, _rendered));

        Assert.Same(first, await GetAsync(content: 5));
        Assert.Same(first, await GetAsync(content: 4));
        Assert.Equal((1, 1), (_asked, _rendered));
    }

    [Fact]
    public async Task A_later_request_asks_for_the_generation_and_renders_only_if_it_moved()
    {
        var first = await GetAsync(content: 5);

        Assert.Same(first, await GetAsync(content: 6));
        Assert.Equal((2, 1), (_asked, _rendered));
        Assert.Same(first, await GetAsync(content: 6));
        Assert.Equal((2, 1), (_asked, _rendered));

        _generation = 2;
        var second = await GetAsync(content: 7);
        Assert.NotSame(first, second);
        Assert.Equal((3, 2), (_asked, _rendered));
        Assert.Same(second, await GetAsync(content: 6));
    }

    [Fact]
    public async Task What_waited_for_an_older_render_asks_for_itself()
    {
        var going = new TaskCompletionSource<ReadyDocument>();
        var first = _documents.GetAsync("a", 5, GenerationAsync, _ => going.Task, CancellationToken.None).AsTask();
        var second = GetAsync(content: 6).AsTask();
        _generation = 2;
        var old = Document(1);
        going.SetResult(old);

        Assert.Same(old, await first);
        Assert.NotSame(old, await second);
    }

    [Fact]
    public async Task What_has_no_generation_is_not_kept()
    {
        _generation = null;

        Assert.NotSame(await GetAsync(content: 5), await GetAsync(content: 5));

        Assert.Equal((2, 2), (_asked, _rendered));
    }

    [Fact]
    public async Task A_render_that_fails_or_is_given_up_leaves_the_next_to_the_next()
    {
        using var giveUp = new CancellationTokenSource();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _documents.GetAsync("a", 5, GenerationAsync, _ => throw new InvalidOperationException(), CancellationToken.None).AsTask());
        var given = _documents.GetAsync("a", 5, GenerationAsync, cancel => Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => Document(1), cancel), giveUp.Token).AsTask();
        var next = GetAsync(content: 5).AsTask();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await next;

        Assert.Equal(1, _rendered);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_document_beyond_the_budget_is_answered_and_not_kept(long budget)
    {
        using var documents = Within(budget);

        for (var i = 1; i <= 2; i++)
        {
            await documents.GetAsync("a", 5, GenerationAsync, RenderAsync, CancellationToken.None);
            Assert.Equal(i, _rendered);
        }
    }

    [Fact]
    public async Task No_more_is_kept_than_the_budget_holds()
    {
        using var documents = Within(1000); // each document is reckoned with 500
        for (var key = 0; key < 10; key++)
        {
            await documents.GetAsync(key, 5, GenerationAsync, _ => Task.FromResult(Document(400)), CancellationToken.None);
        }

        var kept = 0;
        for (var key = 0; key < 10; key++)
        {
            try
            {
                await documents.GetAsync(key, 5, GenerationAsync, _ => throw new InvalidOperationException(), CancellationToken.None);
                kept++;
            }
            catch (InvalidOperationException)
            {
                // It was not kept.
            }
        }

        Assert.InRange(kept, 0, 2);
    }

    [Fact]
    public void The_gzipped_form_is_reckoned_in() => Assert.Equal(500, Document(400).Size);

    private static ReadyDocuments Within(long bytes) => new(Options.Create(new CacheOptions { DocumentBytes = bytes }));

    private static ReadyDocument Document(int size) => new(new byte[size], "text/plain");

    private ValueTask<ReadyDocument> GetAsync(long content) => _documents.GetAsync("a", content, GenerationAsync, RenderAsync, CancellationToken.None);

    private Task<long?> GenerationAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(_generation);
    }

    private Task<ReadyDocument> RenderAsync(CancellationToken cancellationToken) => Task.FromResult(Document(Interlocked.Increment(ref _rendered) + 100));
}
