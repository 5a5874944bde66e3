using System.Reflection;
using Microsoft.Extensions.Options;
using Registry.Tests.Hosting;
using Registry.Web.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed class SampleSettingsTests : IDisposable
{
    private static readonly string Sample = RepositoryRoot.Combine("appsettings.sample.json");

    private static readonly IReadOnlyList<(string Section, Type Options)> Sections =
    [
        .. from type in typeof(Settings).Assembly.GetTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
           where section is { IsLiteral: true }
           orderby type.Name
           select ((string)section.GetRawConstantValue()!, type),
    ];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_options_class_is_a_section_that_is_checked()
    {
        await using var app = Program.Build();

        Assert.Equal(
            Sections.Select(one => one.Section).Order(StringComparer.Ordinal),
            app.Services.GetServices<SettingsSection>().Select(section => section.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_holds_every_option_and_nothing_else()
    {
        var options = Sections.SelectMany(one => one.Options.GetProperties().Where(property => property.CanWrite).Select(property => $"{one.Section}:{property.Name}"));

        Assert.Equal(options.Order(StringComparer.Ordinal), Leaves(new ConfigurationBuilder().AddJsonFile(Sample).Build()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_comment_stands_above_every_key_of_the_sample()
    {
        var lines = File.ReadAllLines(Sample);

        var bare = lines.Index()
            .Where(line => line.Item.TrimStart().StartsWith('"') && !line.Item.EndsWith('{'))
            .Where(line => !lines[line.Index - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal));

        Assert.Empty(bare);
    }

    [Fact]
    public async Task With_the_sample_as_its_settings_the_program_is_as_without()
    {
        File.Copy(Sample, Path.Combine(_directory.Path, "appsettings.json"));
        await using var app = Program.Build($"--contentRoot={_directory.Path}");

        foreach (var (_, type) in Sections)
        {
            var given = typeof(IOptions<>).MakeGenericType(type).GetProperty("Value")!.GetValue(app.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type)));
            Assert.Equivalent(Activator.CreateInstance(type), given, strict: true);
        }
    }

    private static IEnumerable<string> Leaves(IConfiguration settings) => settings.GetChildren().SelectMany(child =>
        child.GetChildren().Any() ? Leaves(child) : [child.Path]);
}
