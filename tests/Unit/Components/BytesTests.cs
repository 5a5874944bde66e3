using Bunit;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class BytesTests : BunitContext
{
    [Fact]
    public void A_size_reads_short_and_holds_the_exact_count() =>
        Render<Bytes>(bytes => bytes.Add(b => b.Count, 18_742)).MarkupMatches(
            """<span class="num" title="18&nbsp;742 bytes">18.3 KiB</span>""");

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1\u00a0023 bytes")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(102_348, "99.9 KiB")]
    [InlineData(102_349, "100 KiB")]
    [InlineData(225_280, "220 KiB")]
    [InlineData(1_048_063, "1023 KiB")]
    [InlineData(1_048_064, "1.0 MiB")]
    [InlineData(5_368_709_120, "5.0 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void It_is_written_with_about_three_digits(long count, string words) =>
        Assert.Equal(words, ByteSize.Words(count));
}
