using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Registry.Web.Components.Shared;
using Xunit;

namespace Registry.Unit.Components;

public class TimeTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 20, 34, 4, TimeSpan.Zero);

    public TimeTests() => Services.AddSingleton<TimeProvider>(new FixedClock(Now));

    [Fact]
    public void A_time_reads_relative_and_holds_the_exact_moment() =>
        Render<Time>(time => time.Add(t => t.At, Now.AddMinutes(-3))).MarkupMatches(
            """<time datetime="2026-11-20T20:31:04Z" title="2026-11-20 20:31:04 UTC">3 minutes ago</time>""");

    [Fact]
    public void A_time_from_another_zone_is_written_in_UTC() =>
        Render<Time>(time => time.Add(t => t.At, new DateTimeOffset(2026, 11, 20, 22, 31, 4, TimeSpan.FromHours(2)))).MarkupMatches(
            """<time datetime="2026-11-20T20:31:04Z" title="2026-11-20 20:31:04 UTC">3 minutes ago</time>""");

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-59, "just now")]
    [InlineData(-60, "1 minute ago")]
    [InlineData(-59 * 60, "59 minutes ago")]
    [InlineData(-3600, "1 hour ago")]
    [InlineData(-23 * 3600, "23 hours ago")]
    [InlineData(1, "in less than a minute")]
    [InlineData(90, "in 1 minute")]
    [InlineData(7200, "in 2 hours")]
    public void Within_a_day_it_counts_minutes_and_hours(int seconds, string words) =>
        Assert.Equal(words, RelativeTime.Words(Now.AddSeconds(seconds), Now));

    // An end that was set a moment ago is as far as was said.
    [Theory]
    [InlineData(7, "in 7 days")]
    [InlineData(30, "in 30 days")]
    [InlineData(365, "in 1 year")]
    public void An_end_reads_as_it_was_set_a_moment_later_too(int days, string words) =>
        Assert.Equal(words, RelativeTime.Words(Now.AddDays(days), Now.AddMinutes(5)));

    [Theory]
    [InlineData(-1, "yesterday")]
    [InlineData(-2, "2 days ago")]
    [InlineData(-44, "44 days ago")]
    [InlineData(-45, "1 month ago")]
    [InlineData(-61, "2 months ago")]
    [InlineData(-364, "11 months ago")]
    [InlineData(-365, "1 year ago")]
    [InlineData(-800, "2 years ago")]
    [InlineData(1, "tomorrow")]
    [InlineData(6, "in 6 days")]
    [InlineData(90, "in 90 days")]
    [InlineData(119, "in 119 days")]
    [InlineData(220, "in 7 months")]
    [InlineData(365, "in 1 year")]
    public void From_a_day_on_it_counts_days_months_and_years(int days, string words) =>
        Assert.Equal(words, RelativeTime.Words(Now.AddDays(days), Now));
}
