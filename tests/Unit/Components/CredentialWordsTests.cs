using Registry.Web.Components.Account;
using Registry.Web.Components.Credentials;
using Xunit;

namespace Registry.Unit.Components;

public class CredentialWordsTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("api", "everything you may")]
    [InlineData("api read_package_registry", "everything you may")]
    [InlineData("read_package_registry", "install")]
    [InlineData("read_package_registry write_package_registry", "publish, install and, as Maintainer, delete")]
    [InlineData("read_api write_package_registry", "publish, install and, as Maintainer, delete; read everything you may read")]
    public void Scopes_are_told_in_words(string scopes, string words) => Assert.Equal(words, ScopeWords.May(scopes));

    [Theory]
    [InlineData("read_package_registry", "install")]
    [InlineData("read_package_registry write_package_registry", "publish, install and delete")]
    public void Scopes_of_a_deploy_token_depend_on_no_role(string scopes, string words) => Assert.Equal(words, ScopeWords.May(scopes, isDeploy: true));

    [Theory]
    [InlineData("30", null, "2026-12-21", null)]
    [InlineData("day", "2026-12-01", "2026-12-01", null)]
    [InlineData("day", null, null, "Give the day on which it ends.")]
    [InlineData("day", "2026-11-21", null, "That day has begun already. Give a later one.")]
    [InlineData("0", "2026-11-20", null, "That day has begun already. Give a later one.")]
    [InlineData("366", null, null, "That is too far away. 2027-11-21 is the latest.")]
    [InlineData("never", null, null, "Give the day on which it ends.")]
    [InlineData("99999999999", null, null, "Give the day on which it ends.")]
    [InlineData(null, null, null, "Give the day on which it ends.")]
    public void A_lifetime_is_a_span_or_a_day_within_the_limit(string? chosen, string? day, string? end, string? problem) =>
        Assert.Equal(
            (end is null ? null : DateOnly.Parse(end, null), problem),
            LifetimeChoice.Resolve(chosen, day is null ? null : DateOnly.Parse(day, null), Today, new DateOnly(2027, 11, 21)));

    [Fact]
    public void Without_a_limit_a_token_can_last_for_ever() => Assert.Equal((null, null), LifetimeChoice.Resolve("never", day: null, Today, last: null));

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "Safari on macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("something else", "an unknown browser")]
    [InlineData(null, "an unknown browser")]
    public void A_browser_is_told_in_words(string? agent, string words) => Assert.Equal(words, BrowserWords.Of(agent));
}
