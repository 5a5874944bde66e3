using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Tokens;

public class TokenSecretTests
{
    private const string Known = "regpat_0123456789ABCDEFGHIJKLMNOPQRSTUV1QWQhq";

    [Theory]
    [InlineData("regpat_")]
    [InlineData("glpat-")]
    [InlineData("")]
    public void A_secret_is_the_prefix_and_32_random_characters_and_6_of_their_sum(string prefix)
    {
        var first = TokenSecret.Create(prefix);
        var second = TokenSecret.Create(prefix);

        Assert.Matches($"^{prefix}[0-9A-Za-z]{{38}}$", first);
        Assert.True(TokenSecret.IsWellFormed(first));
        Assert.NotEqual(first, second);
    }

    // The sums and the digest were computed with zlib.crc32 and hashlib.sha256 of Python.
    [Theory]
    [InlineData(Known)]
    [InlineData("glpat-zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz3I767w")]
    [InlineData("regdt_000000000000000000000000000000000pnq9n")]
    public void Sums_that_others_computed_are_right(string secret) => Assert.True(TokenSecret.IsWellFormed(secret));

    [Fact]
    public void The_digest_is_the_SHA256_of_the_whole() =>
        Assert.Equal("51e6d2669f44f7977d3c053a1387c3d8f0161cdb391e5686001ba31bb407eff3", Convert.ToHexStringLower(TokenSecret.Digest(Known)));

    [Fact]
    public void The_sum_tells_every_single_character_that_is_another()
    {
        for (var i = 0; i < Known.Length; i++)
        {
            for (var other = ' '; other <= '~'; other++)
            {
                var mistyped = $"{Known[..i]}{other}{Known[(i + 1)..]}";
                Assert.Equal(other == Known[i], TokenSecret.IsWellFormed(mistyped));
            }
        }
    }

    [Fact]
    public void The_sum_tells_characters_that_are_missing_doubled_or_swapped()
    {
        for (var i = 0; i < Known.Length; i++)
        {
            Assert.False(TokenSecret.IsWellFormed(Known.Remove(i, 1)));
            Assert.False(TokenSecret.IsWellFormed(Known.Insert(i, Known[i..(i + 1)])));
            if (i > 0)
            {
                Assert.False(TokenSecret.IsWellFormed($"{Known[..(i - 1)]}{Known[i]}{Known[i - 1]}{Known[(i + 1)..]}"));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    [InlineData("regpat_")]
    [InlineData(" " + Known)]
    [InlineData(Known + "\n")]
    [InlineData("regpät_0123456789ABCDEFGHIJKLMNOPQRSTUV1QWQhq")]
    public void Anything_else_is_no_secret(string text) => Assert.False(TokenSecret.IsWellFormed(text));

    [Fact]
    public void A_secret_that_is_too_long_is_not_summed_up() => Assert.False(TokenSecret.IsWellFormed(TokenSecret.Create(new string('x', 91))));
}
