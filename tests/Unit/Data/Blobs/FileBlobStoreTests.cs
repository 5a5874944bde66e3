using System.Text;
using Registry.Data.Blobs;
using Registry.Tests.Hosting;
using Xunit;

namespace Registry.Unit.Data.Blobs;

public sealed class FileBlobStoreTests : IDisposable
{
    // FIPS 180-2 and RFC 1321 give these for "abc".
    private static readonly BlobSums Abc = new(
        3,
        "900150983cd24fb0d6963f7d28e17f72",
        "a9993e364706816aba3e25717850c26c9cd0d89d",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");

    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string AbdDigest = "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9";

    private readonly TemporaryDirectory _directory = new();
    private readonly string _root;
    private readonly FileBlobStore _store;

    public FileBlobStoreTests()
    {
        _root = Path.Combine(_directory.Path, "blobs");
        _store = new FileBlobStore(_root).Prepare();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("abc")]
    [InlineData("a", "bc")]
    [InlineData("", "ab", "", "c")]
    public async Task The_sums_are_those_of_all_that_was_written(params string[] pieces)
    {
        await using var staged = await StageAsync(pieces);

        Assert.Equal(Abc, staged.Finish());
        Assert.Equal(Abc, staged.Finish());
        Assert.Equal(3, staged.Size);
    }

    [Fact]
    public async Task A_blob_that_was_kept_is_read_back_under_its_digest()
    {
        await using (var staged = await StageAsync("abc"))
        {
            await _store.KeepAsync(staged, CancellationToken.None);
        }

        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.Equal([Path.Combine("sha256", "ba", Abc.Sha256)], Files());
    }

    [Fact]
    public async Task A_blob_can_be_empty()
    {
        await using var staged = _store.Stage();
        await _store.KeepAsync(staged, CancellationToken.None);

        Assert.Equal("", await ReadAsync(EmptyDigest));
    }

    [Fact]
    public async Task A_blob_outlives_the_store_that_kept_it()
    {
        await KeepAsync("abc");

        using var reopened = new FileBlobStore(_root).OpenRead(Abc.Sha256);
        Assert.NotNull(reopened);
    }

    [Fact]
    public async Task What_is_staged_can_be_read_before_it_is_kept()
    {
        await using var staged = await StageAsync("a", "bc");
        staged.Finish();
        using (var reader = new StreamReader(staged.OpenRead()))
        {
            Assert.Equal("abc", await reader.ReadToEndAsync());
        }

        await _store.KeepAsync(staged, CancellationToken.None);
        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
    }

    [Fact]
    public async Task What_was_not_kept_leaves_nothing_behind()
    {
        var staged = await StageAsync("abc");
        staged.Finish();
        Assert.Single(Files());

        await staged.DisposeAsync();
        await staged.DisposeAsync();

        Assert.Empty(Files());
        Assert.Null(_store.OpenRead(Abc.Sha256));
    }

    [Fact]
    public async Task Disposing_after_keeping_takes_nothing_away()
    {
        var staged = await StageAsync("abc");
        await _store.KeepAsync(staged, CancellationToken.None);

        await staged.DisposeAsync();
        await staged.DisposeAsync();

        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
    }

    [Fact]
    public async Task A_finished_body_takes_no_more_bytes()
    {
        await using var staged = await StageAsync("abc");
        staged.Finish();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await staged.WriteAsync(new byte[] { 1 }, CancellationToken.None));

        Assert.Equal("The staged body is finished.", refused.Message);
        Assert.Equal(Abc, staged.Finish());
    }

    [Fact]
    public async Task A_cancelled_keep_keeps_nothing()
    {
        await using (var staged = await StageAsync("abc"))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.KeepAsync(staged, new CancellationToken(canceled: true)));
        }

        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_cancelled_write_spoils_the_body()
    {
        await using var staged = await StageAsync("ab");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await staged.WriteAsync("c"u8.ToArray(), new CancellationToken(canceled: true)));

        Assert.Throws<InvalidOperationException>(staged.Finish);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.KeepAsync(staged, CancellationToken.None));
        Assert.Empty(_store.List());
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("ab")]
    [InlineData("")]
    public async Task Keeping_the_same_bytes_again_mends_a_damaged_copy(string damaged)
    {
        await KeepAsync("abc");
        await File.WriteAllTextAsync(Path.Combine(_root, Files().Single()), damaged);

        await KeepAsync("abc");

        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.Single(Files());
    }

    [Fact]
    public async Task Who_reads_while_the_same_bytes_are_kept_again_reads_on()
    {
        await KeepAsync("abc");
        using var reader = new StreamReader(_store.OpenRead(Abc.Sha256)!);

        await KeepAsync("abc");

        Assert.Equal("abc", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Many_who_keep_the_same_bytes_at_once_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => KeepAsync("abc"))));

        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.Single(Files());
    }

    [Fact]
    public async Task Every_digest_is_listed_and_nothing_else()
    {
        Assert.Empty(_store.List());
        await KeepAsync("abc");
        await KeepAsync("");
        await using var staged = await StageAsync("on its way");
        await File.WriteAllTextAsync(Path.Combine(_root, "sha256", "ba", "notes.txt"), "not ours");

        Assert.Equal([Abc.Sha256, EmptyDigest], _store.List().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Clearing_the_staging_leaves_what_was_kept()
    {
        await KeepAsync("abc");
        await File.WriteAllTextAsync(Path.Combine(_root, "staging", "left-by-a-crash"), "half");

        new FileBlobStore(_root).ClearStaging();

        Assert.Equal([Path.Combine("sha256", "ba", Abc.Sha256)], Files());
    }

    [Fact]
    public async Task Blobs_that_an_older_version_kept_deeper_move_to_where_they_are_looked_for()
    {
        await KeepAsync("");
        var written = DateTime.UtcNow.AddDays(-3);
        File.SetLastWriteTimeUtc(await NestAsync(Abc.Sha256, "abc"), written);
        await NestAsync(AbdDigest, "abd");

        var flattened = _store.Flatten();

        Assert.Equal(2, flattened.Moved);
        Assert.Empty(flattened.Left);
        Assert.Equal(
            [Path.Combine("sha256", "a5", AbdDigest), Path.Combine("sha256", "ba", Abc.Sha256), Path.Combine("sha256", "e3", EmptyDigest)],
            Files().Order(StringComparer.Ordinal));
        Assert.Equal(3, Directory.GetDirectories(Path.Combine(_root, "sha256"), "*", SearchOption.AllDirectories).Length);
        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.Equal("abd", await ReadAsync(AbdDigest));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_root, "sha256", "ba", Abc.Sha256)));

        Assert.Equal(0, _store.Flatten().Moved);
    }

    // The first moved and both names are on disk, the second not yet, and the folder of the third is empty.
    [Fact]
    public async Task A_move_that_was_cut_off_goes_on()
    {
        await KeepAsync("abc");
        await NestAsync(Abc.Sha256, "abc");
        await NestAsync(AbdDigest, "abd");
        var emptied = Directory.CreateDirectory(Path.Combine(_root, "sha256", "ba", "00"));

        var flattened = _store.Flatten();

        Assert.Empty(flattened.Left);
        Assert.Equal([Path.Combine("sha256", "a5", AbdDigest), Path.Combine("sha256", "ba", Abc.Sha256)], Files().Order(StringComparer.Ordinal));
        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.False(Directory.Exists(emptied.FullName));
    }

    [Theory]
    [InlineData("abx")]
    [InlineData("ab")]
    [InlineData("abcd")]
    [InlineData("")]
    public async Task A_blob_whose_place_other_bytes_have_taken_stays_where_it_is(string other)
    {
        await KeepAsync("abc");
        var nested = await NestAsync(Abc.Sha256, other);

        var flattened = _store.Flatten();

        Assert.Equal(0, flattened.Moved);
        Assert.Equal([nested], flattened.Left);
        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.Equal(other, await File.ReadAllTextAsync(nested));
    }

    [Fact]
    public async Task What_is_no_blob_of_a_deeper_folder_stays_in_it()
    {
        var notes = await NestAsync(Abc.Sha256, "abc", "notes.txt");
        var elsewhere = await NestAsync(Abc.Sha256, "abd", AbdDigest);
        await NestAsync(Abc.Sha256, "abc");

        var flattened = _store.Flatten();

        Assert.Equal(1, flattened.Moved);
        Assert.Equal([elsewhere, notes], flattened.Left.Order(StringComparer.Ordinal));
        Assert.Equal("abc", await ReadAsync(Abc.Sha256));
        Assert.Equal("abc", await File.ReadAllTextAsync(notes));
        Assert.Equal("abd", await File.ReadAllTextAsync(elsewhere));
    }

    [Fact]
    public void Bytes_that_were_never_kept_are_null() => Assert.Null(_store.OpenRead(Abc.Sha256));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    [InlineData("../../../../../../../../../../../../../../../../../../etc/passwdx")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a\0")]
    public void What_is_no_digest_reaches_no_file(string digest)
    {
        var refused = Assert.Throws<ArgumentException>(() => _store.OpenRead(digest));

        Assert.Equal($"'{digest}' is not a SHA-256 in lower-case hex. (Parameter 'digest')", refused.Message);
    }

    [Fact]
    public void A_probe_leaves_nothing_behind()
    {
        _store.Probe();

        Assert.Empty(Files());
    }

    // Root may write to a read-only folder, but nobody into one that has become a file.
    [Fact]
    public void A_probe_names_the_folder_that_takes_no_files()
    {
        var staging = Path.Combine(_root, "staging");
        Directory.Delete(staging);
        File.WriteAllText(staging, "");

        var refused = Assert.ThrowsAny<IOException>(_store.Probe);

        Assert.Contains(staging, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keep_that_cannot_make_its_folder_fails_and_leaves_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "sha256", "ba"), "");
        await using (var staged = await StageAsync("abc"))
        {
            await Assert.ThrowsAnyAsync<IOException>(() => _store.KeepAsync(staged, CancellationToken.None));
        }

        Assert.Equal([Path.Combine("sha256", "ba")], Files());
    }

    private async Task<BlobStaging> StageAsync(params string[] pieces)
    {
        var staged = _store.Stage();
        foreach (var piece in pieces)
        {
            await staged.WriteAsync(Encoding.UTF8.GetBytes(piece), CancellationToken.None);
        }

        return staged;
    }

    private async Task KeepAsync(string text)
    {
        await using var staged = await StageAsync(text);
        await _store.KeepAsync(staged, CancellationToken.None);
    }

    // Where versions before decision 0011 kept the blob, or a file beside it; the path.
    private async Task<string> NestAsync(string digest, string text, string? name = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "sha256", digest[..2], digest[2..4]));
        var path = Path.Combine(folder.FullName, name ?? digest);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private async Task<string> ReadAsync(string digest)
    {
        using var reader = new StreamReader(_store.OpenRead(digest)!);
        return await reader.ReadToEndAsync();
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_root, path));
}
