using Registry.Web.Hosting;
using Registry.Web.Tokens;
using Xunit;

namespace Registry.Unit.Hosting;

public class RedactionTests
{
    private const string Random = "0123456789ABCDEFGHIJKLMNOPQRSTUV1QWQhq";

    [Theory]
    [InlineData("regpat_{r}", "regpat_[redacted]")]
    [InlineData("the token regdt_{r}.", "the token regdt_[redacted].")]
    [InlineData("glpat-{r}", "glpat-[redacted]")]
    [InlineData("my-own_prefix_{r}", "my-own_prefix_[redacted]")]
    [InlineData("_{r}", "_[redacted]")]
    [InlineData("a\nregpat_{r}\nb", "a\nregpat_[redacted]\nb")]
    [InlineData("\tregpat_{r}", "\tregpat_[redacted]")]
    [InlineData("/x/regpat_{r}/y", "/x/regpat_[redacted]/y")]
    [InlineData("'regpat_{r}','regjt_{r}'", "'regpat_[redacted]','regjt_[redacted]'")]
    [InlineData("user:regpat_{r}", "user:regpat_[redacted]")]
    [InlineData("0123456789012345678901234567890123456-regpat_{r}", "0123456789012345678901234567890123456-regpat_[redacted]")]
    [InlineData("{r} regpat_{r}", "{r} regpat_[redacted]")]
    public void Tokens_of_any_prefix_are_taken_out(string text, string redacted) =>
        Assert.Equal(redacted.Replace("{r}", Random, StringComparison.Ordinal), Redaction.Of(text.Replace("{r}", Random, StringComparison.Ordinal)));

    [Fact]
    public void Tokens_of_the_longest_prefix_are_taken_out()
    {
        var options = new TokenOptions { PersonalPrefix = "a-long-prefix_of_20_" };
        Assert.Empty(options.Faults());

        Assert.Equal("(a-long-prefix_of_20_[redacted])", Redaction.Of($"({TokenSecret.Create(options.PersonalPrefix)})"));
    }

    [Theory]
    [InlineData("Authorization: Basic YWRhOnNlY3JldA==", "Authorization: Basic [redacted]")]
    [InlineData("authorization: bearer abc.def-ghi", "authorization: bearer [redacted]")]
    [InlineData("BEARER  abcdefgh", "BEARER [redacted]")]
    [InlineData("https://ada:secret@example.com/x", "https://[redacted]@example.com/x")]
    [InlineData("https://ada:se@cret@example.com/x@y", "https://[redacted]@example.com/x@y")]
    [InlineData("see https://token@example.com and mail ada@example.com", "see https://[redacted]@example.com and mail ada@example.com")]
    [InlineData("?private_token=abc&x=1", "?private_token=[redacted]&x=1")]
    [InlineData("/setup?code=abc", "/setup?code=[redacted]")]
    [InlineData("access_token=a;b", "access_token=[redacted];b")]
    [InlineData("TOKEN=abc", "TOKEN=[redacted]")]
    [InlineData("client_secret=abc", "client_secret=[redacted]")]
    [InlineData("Host=db;Password=abc;Pwd=def", "Host=db;Password=[redacted];Pwd=[redacted]")]
    public void Credentials_in_other_forms_are_taken_out(string text, string redacted) => Assert.Equal(redacted, Redaction.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("GET /acme/charts answered 200")]
    [InlineData("51e6d2669f44f7977d3c053a1387c3d8f0161cdb391e5686001ba31bb407eff3")]
    [InlineData("3f786850e387550fdab836ed7e6dc881de23001b")]
    [InlineData("ref-3f786850e387550fdab836ed7e6dc881de23001b")]
    [InlineData("019f5e2a-1111-7222-8333-444455556666")]
    [InlineData("https://example.com/@scope/name@1.0.0")]
    [InlineData("status_code=404")]
    [InlineData("a basic thing")]
    [InlineData("mail ada@example.com")]
    public void Anything_else_stays(string text) => Assert.Equal(text, Redaction.Of(text));

    [Theory]
    [InlineData("a-")]
    [InlineData("a_")]
    [InlineData("-")]
    [InlineData("://a")]
    [InlineData("token=")]
    [InlineData("basic ")]
    [InlineData("0123456789")]
    public void Long_text_made_to_be_slow_is_not(string piece) => Redaction.Of(string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length)));
}
