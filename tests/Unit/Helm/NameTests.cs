using Registry.Web.Helm;
using Xunit;

namespace Registry.Unit.Helm;

public sealed class NameTests
{
    [Theory]
    [InlineData("stable")]
    [InlineData("my-repo")]
    [InlineData("My-Re_po")]
    [InlineData("my_repo42")]
    [InlineData("1.2.3")]
    [InlineData("v1.2.3-beta-12")]
    [InlineData("renovate_https-github.com-x.git-0.x")]
    [InlineData("with.dot")]
    [InlineData("0")]
    public void Letters_and_digits_with_single_separators_name_a_channel_and_a_chart(string name)
    {
        Assert.True(Channel.TryParse(name, out var channel));
        Assert.Equal(name, channel.Name);
        Assert.True(ChartName.TryParse(name, out var chart));
        Assert.Equal(name, chart.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hé")]
    [InlineData(".1.23")]
    [InlineData("1..23")]
    [InlineData("1.2.3.")]
    [InlineData("-a")]
    [InlineData("a_")]
    [InlineData("my--chart")]
    [InlineData("a/")]
    [InlineData("a+b")]
    [InlineData("my/../repo")]
    [InlineData("me%2f%2e%2e%2f")]
    [InlineData("..")]
    [InlineData("stable\n")]
    [InlineData("٣")]
    public void Anything_else_is_refused(string? name)
    {
        Assert.False(Channel.TryParse(name, out _));
        Assert.False(ChartName.TryParse(name, out _));
    }

    [Fact]
    public void A_name_has_255_characters_at_most()
    {
        Assert.True(Channel.TryParse(new string('a', 255), out _));
        Assert.False(Channel.TryParse(new string('a', 256), out _));
    }

    [Fact]
    public void The_index_file_is_a_chart_name_but_no_channel()
    {
        Assert.False(Channel.TryParse("index.yaml", out _));
        Assert.True(ChartName.TryParse("index.yaml", out _));
    }
}
