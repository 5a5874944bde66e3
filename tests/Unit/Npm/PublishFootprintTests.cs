using System.Text;
using Registry.Web.Npm;
using Xunit;

namespace Registry.Unit.Npm;

/// <summary>Runs while no other test does, as what is counted is the whole program's.</summary>
[Collection(nameof(AloneInMemory))]
public sealed class PublishFootprintTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const int Tarball = 100 * Megabyte;
    private const int Readme = 10 * Megabyte;

    private readonly PublishReading _reading = new();

    public void Dispose() => _reading.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tarball_of_100_MB_and_readmes_of_10_MB_take_less_than_64_MB(bool attachmentsFirst)
    {
        await using (var warm = Assert.IsType<PublishDocumentReading.Received>(await ReadAsync(Document(attachmentsFirst, 3 * Megabyte, 1000))).Document)
        {
            Assert.Equal(1000, warm.Readme!.Length);
        }

        // All that is ever asked for, which no moment's use exceeds.
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var reading = await ReadAsync(Document(attachmentsFirst, Tarball, Readme));
        var taken = GC.GetTotalAllocatedBytes(precise: true) - before;

        await using var document = Assert.IsType<PublishDocumentReading.Received>(reading).Document;
        Assert.Equal((Readme, Tarball), (document.Readme!.Length, Assert.Single(document.Attachments).Staged.Size));
        Assert.InRange(taken, Readme, 64 * Megabyte);
    }

    private Task<PublishDocumentReading> ReadAsync(IEnumerable<ReadOnlyMemory<byte>> document) =>
        _reading.Reader.ReadAsync(new PartStream(document), new PublishLimits(Tarball), CancellationToken.None);

    private static IEnumerable<ReadOnlyMemory<byte>> Document(bool attachmentsFirst, int tarball, int readme)
    {
        IEnumerable<ReadOnlyMemory<byte>> readmeParts = [Utf8("\"readme\":\""), .. Repeated('r', readme), Utf8("\"")];
        IEnumerable<ReadOnlyMemory<byte>> versions = [Utf8("\"versions\":{\"1.0.0\":{"), .. readmeParts, Utf8("}}")];
        IEnumerable<ReadOnlyMemory<byte>> attachments =
            [Utf8("\"_attachments\":{\"web-1.0.0.tgz\":{\"data\":\""), .. Repeated('A', tarball / 3 * 4), .. Tail(tarball % 3), Utf8($"\",\"length\":{tarball}}}}}")];
        var (first, last) = attachmentsFirst ? (attachments, versions) : (versions, attachments);
        return [Utf8("{"), .. readmeParts, Utf8(","), .. first, Utf8(","), .. last, Utf8("}")];
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Tail(int rest) => rest switch
    {
        0 => [],
        1 => [Utf8("AA==")],
        _ => [Utf8("AAA=")],
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Repeated(char c, int count)
    {
        var block = Utf8(new string(c, 64 * 1024));
        for (; count > 0; count -= block.Length)
        {
            yield return block[..Math.Min(count, block.Length)];
        }
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

[CollectionDefinition(nameof(AloneInMemory), DisableParallelization = true)]
public sealed class AloneInMemory;
