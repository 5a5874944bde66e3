using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

public sealed class PublishMemoryTests : IDisposable
{
    private const string Small = """{"readme":"small"}""";
    private static readonly string Large = "{\"readme\":\"" + new string('x', 1_200_000) + "\",\"a\":1}";

    private readonly PublishReading _reading = new();

    public void Dispose() => _reading.Dispose();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(PublishMemory.ShareSize, 1)]
    [InlineData((2 * PublishMemory.ShareSize) + 1, 2)]
    public async Task As_many_have_a_share_as_the_budget_holds(long budget, int shares)
    {
        using var memory = new PublishMemory(budget);
        var held = new List<IDisposable>();
        for (var i = 0; i < shares; i++)
        {
            held.Add(await memory.TakeAsync(CancellationToken.None));
        }

        var next = memory.TakeAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);

        held[0].Dispose();
        held[0].Dispose();
        (await next).Dispose();
        using var again = await memory.TakeAsync(CancellationToken.None);
        Assert.False(shares == 1 && memory.TakeAsync(CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_small_document_needs_no_share()
    {
        using var taken = await _reading.Memory.TakeAsync(CancellationToken.None);

        Assert.IsType<PublishDocumentReading.Received>(await _reading.ReadAsync(Small));
    }

    [Theory]
    [InlineData("readme")]
    [InlineData("description")]
    public async Task A_large_one_waits_for_its_share_and_holds_it_until_it_is_disposed_of(string field)
    {
        var json = Large.Replace("readme", field, StringComparison.Ordinal);
        var first = Assert.IsType<PublishDocumentReading.Received>(await _reading.ReadAsync(json)).Document;
        var second = _reading.ReadAsync(json);
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await Assert.IsType<PublishDocumentReading.Received>(await second).Document.DisposeAsync();
        using var share = await _reading.Memory.TakeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Manifests_and_notes_count_too()
    {
        var manifest = "{\"versions\":{\"1\":{" + string.Join(',', Enumerable.Range(0, 20_000).Select(n => $"\"{n:D50}\":1")) + "}}}";
        var notes = "{\"versions\":{" + string.Join(',', Enumerable.Range(0, 5_000).Select(n => $"\"{n}\":{{\"deprecated\":\"{n:D120}\"}}")) + "}}";
        using var taken = await _reading.Memory.TakeAsync(CancellationToken.None);

        Assert.False(_reading.ReadAsync(manifest).IsCompleted);
        Assert.False(_reading.ReadAsync(notes).IsCompleted);
    }

    [Fact]
    public async Task A_faulty_one_gives_its_share_back()
    {
        Assert.IsType<PublishDocumentReading.Malformed>(await _reading.ReadAsync(Large + "x"));

        using var share = await _reading.Memory.TakeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_up()
    {
        using var giveUp = new CancellationTokenSource();
        var taken = await _reading.Memory.TakeAsync(CancellationToken.None);
        var waiting = _reading.Reader.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Large)), new PublishLimits(1), giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        taken.Dispose();

        using var share = await _reading.Memory.TakeAsync(CancellationToken.None);
    }
}
