using System.Text.RegularExpressions;
using Xunit;

namespace Registry.Unit.Architecture;

/// <summary>Keeps what the plan of the house says about who may name whom, by reading the sources.</summary>
public partial class FloorTests
{
    private static readonly IReadOnlyList<SourceFile> Sources = SourceFile.ReadAll();

    [Fact]
    public void No_floor_names_what_lies_above_it_or_beside_it()
    {
        var breaches = Floor.All.SelectMany(floor => floor.Breaches(Sources).Select(breach => $"{floor.Rule} {breach}")).ToList();

        Assert.True(breaches.Count == 0, Listed(breaches));
    }

    [Fact]
    public void The_program_is_a_table_of_contents()
    {
        var program = Assert.Single(Sources, file => file.Path == "Registry.Web/Program.cs");

        Assert.True(program.Lines.Count <= 60, $"src/{program.Path} has {program.Lines.Count} lines; 60 hold a line for each room, twice.");
    }

    [Fact]
    public void Files_are_named_for_what_they_are()
    {
        var vague = Sources.Where(file => file.IsCode && IsVague(file.Path)).Select(file => $"src/{file.Path}").ToList();

        Assert.True(vague.Count == 0, Listed(vague));
    }

    [Theory]
    [InlineData("Registry.Web/Helm/X.cs", "using Registry.Web.Npm;")]
    [InlineData("Registry.Web/Helm/X.cs", "var tags = Npm.DistTags.Of(name);")]
    [InlineData("Registry.Web/Npm/X.cs", "using Chart = Registry.Web.Helm.ChartIndex;")]
    [InlineData("Registry.Web/Npm/X.cs", "using static Helm.ChartIndex;")]
    [InlineData("Registry.Web/Packages/X.cs", "services.AddSingleton<Web.Helm.HelmFormat>();")]
    [InlineData("Registry.Web/Archives/X.cs", "using Registry.Web.Helm;")]
    [InlineData("Registry.Web/Components/Pages/X.razor", "@using Registry.Web.Npm")]
    [InlineData("Registry.Web/Components/Pages/X.razor", "<Helm.Details />")]
    [InlineData("Registry.Web/GlobalUsings.cs", "global using Registry.Web.Helm;")]
    [InlineData("Registry.Web/Registry.Web.csproj", "    <Using Include=\"Registry.Web.Npm\" />")]
    [InlineData("Registry.Web/_Imports.razor", "@using Registry.Web.Helm")]
    [InlineData("Registry.Web/Components/Pages/X.razor", "@inject RegistryDbContext Database")]
    [InlineData("Registry.Web/Components/Pages/X.razor.cs", "private readonly IDbContextFactory<T> _factory;")]
    [InlineData("Registry.Data/X.cs", "using Microsoft.AspNetCore.Http;")]
    [InlineData("Registry.Data/X.cs", "using YamlDotNet.Serialization;")]
    [InlineData("Registry.Data/Registry.Data.csproj", "<PackageReference Include=\"SharpZipLib\" />")]
    [InlineData("Registry.Data/X.cs", "using ICSharpCode.SharpZipLib.Tar;")]
    [InlineData("Registry.Data/X.cs", "using Registry.Web.Auth;")]
    [InlineData("Registry.Data/Registry.Data.csproj", "<ProjectReference Include=\"..\\Registry.Web\\Registry.Web.csproj\" />")]
    [InlineData("Registry.Web/Components/Pages/X.razor", "<RadzenButton />")]
    [InlineData("Registry.Web/Program.cs", "builder.Services.AddRadzenComponents();")]
    public void A_breach_is_seen_with_its_line(string path, string line)
    {
        var file = new SourceFile(path, ["// The first line is in order.", line]);

        var breach = Assert.Single(Floor.All.SelectMany(floor => floor.Breaches([file])).Distinct(StringComparer.Ordinal));

        Assert.Equal($"src/{path}:2: {line.Trim()}", breach);
    }

    [Theory]
    [InlineData("Registry.Web/Helm/X.cs", "using Registry.Web.Helm;")]
    [InlineData("Registry.Web/Packages/X.cs", "PackageType.Npm => \"npm\",")]
    [InlineData("Registry.Web/Packages/X.cs", "if (package.Type is PackageType.Helm)")]
    [InlineData("Registry.Web/Packages/X.cs", "// Registry.Web.Helm hands its part over as an IPackageFormat.")]
    [InlineData("Registry.Web/Program.cs", "using Registry.Web.Helm;")]
    [InlineData("Registry.Web/Packages/X.cs", "RegistryDbContext database,")]
    [InlineData("Registry.Data/X.cs", "using Microsoft.AspNetCore.Identity.EntityFrameworkCore;")]
    [InlineData("Registry.Web/Components/Shared/X.razor", "<RadzenButton />")]
    public void What_is_in_order_passes(string path, string line) =>
        Assert.Empty(Floor.All.SelectMany(floor => floor.Breaches([new SourceFile(path, [line])])));

    [Theory]
    [InlineData("TokenManager.cs", true)]
    [InlineData("StringHelpers.cs", true)]
    [InlineData("HelperText.razor", true)]
    [InlineData("PathUtils.cs", true)]
    [InlineData("PageBase.cs", true)]
    [InlineData("PageBase.razor.cs", true)]
    [InlineData("BlobStoreImpl.cs", true)]
    [InlineData("Base62.cs", false)]
    [InlineData("DatabaseLock.cs", false)]
    [InlineData("Baseline.cs", false)]
    [InlineData("Implicit.cs", false)]
    [InlineData("PackagePublisher.cs", false)]
    public void Vague_names_are_seen(string name, bool vague) => Assert.Equal(vague, IsVague($"Registry.Web/Http/{name}"));

    private static bool IsVague(string path) => VagueWord().IsMatch(Path.GetFileName(path).Split('.')[0]);

    private static string Listed(IEnumerable<string> lines) => string.Join(Environment.NewLine, ["", .. lines]);

    // Whole words of a name: a capital, a digit or the end follows. Base62 is a number system.
    [GeneratedRegex("(Manager|Helper|Util|Utilitie|Utility|Impl)s?(?![a-z])|Base(?![a-z0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VagueWord();
}
