using Registry.Tests.Hosting;
using Registry.Web.Hosting;
using Xunit;

namespace Registry.Unit.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Faults_of_all_sections_are_told_together() =>
        Assert.Equal(
            """
            The settings have faults:
            - Registry:Pat is not a setting. appsettings.sample.json lists them all.
            - Registry:DataDirectory is empty: name the folder that holds the data.
            - Registry:PublicUrl 'ftp://x' is no address: give one such as https://registry.example.com, without a query.
            - Registry:PathBase 'registry/' must begin with a slash and not end with one, such as /registry.
            - Registry:KnownProxies holds 'nonsense', which is neither an address (10.0.0.7) nor a network (10.0.0.0/8).
            - Registry:KnownProxies holds '10.0.0.0/33', which is neither an address (10.0.0.7) nor a network (10.0.0.0/8).
            - Registry:Database:ConnectionString is missing: PostgreSQL needs one, such as Host=db;Username=registry;Password=…;Database=registry.
            - Registry:Cache:DocumentBytes is -1: give 0 to keep nothing, or a number of bytes.
            - Registry:Tokens:PersonalPrefix 'pat pat_' must be at most 20 letters, digits, '_' or '-', and end with '_' or '-': logs know a token by it.
            - Registry:Tokens:DeployPrefix 'dt' must be at most 20 letters, digits, '_' or '-', and end with '_' or '-': logs know a token by it.
            - Registry:Tokens:JobPrefix '' must be at most 20 letters, digits, '_' or '-', and end with '_' or '-': logs know a token by it.
            - Registry:Tokens:DefaultLifetimeDays is -1: give 0 for tokens that never expire, or 1 to 36500.
            - Registry:Tokens:JobLeaseMinutes is 0: give 1 to 43200.
            - Registry:Helm:Max is not a setting. appsettings.sample.json lists them all.
            - Registry:Helm:MaxChartSize is 0: give a number of bytes, such as 5242880.
            - Registry:Helm:MaxUnpackedSize is -1: it cannot be less than Registry:Helm:MaxChartSize (0).
            """,
            Faults(
                "Registry:DataDirectory=", "Registry:PublicUrl=ftp://x", "Registry:PathBase=registry/", "Registry:KnownProxies:0=nonsense",
                "Registry:KnownProxies:1=10.0.0.0/33", "Registry:Pat=1", "Registry:Database:Engine=PostgreSql", "Registry:Cache:DocumentBytes=-1",
                "Registry:Tokens:PersonalPrefix=pat pat_", "Registry:Tokens:DeployPrefix=dt", "Registry:Tokens:JobPrefix=",
                "Registry:Tokens:DefaultLifetimeDays=-1", "Registry:Tokens:JobLeaseMinutes=0",
                "Registry:Helm:MaxChartSize=0", "Registry:Helm:MaxUnpackedSize=-1", "Registry:Helm:Max=1"));

    [Fact]
    public void What_cannot_be_read_is_told_with_the_rest() =>
        Assert.Equal(
            """
            The settings have faults:
            - Failed to convert configuration value 'Oracle' at 'Registry:Database:Engine' to type 'Registry.Data.DatabaseEngine'.
            - Failed to convert configuration value 'much' at 'Registry:Cache:DocumentBytes' to type 'System.Int64'.
            - Failed to convert configuration value '1.5' at 'Registry:Tokens:JobLeaseMinutes' to type 'System.Int32'.
            - Registry:Helm:MaxChartSize is -5: give a number of bytes, such as 5242880.
            """,
            Faults(
                "Registry:Database:Engine=Oracle", "Registry:Cache:DocumentBytes=much", "Registry:Tokens:JobLeaseMinutes=1.5", "Registry:Helm:MaxChartSize=-5"));

    [Theory]
    [InlineData("Registry:Databse:Engine=Sqlite", "Registry:Databse is not a setting. appsettings.sample.json lists them all.")]
    [InlineData("Registry:Database:Engin=Sqlite", "Registry:Database:Engin is not a setting. appsettings.sample.json lists them all.")]
    [InlineData("Registry:Database:ConnectionString=Host=db", "Registry:Database:ConnectionString is set, but SQLite lives in the data directory: remove it, or set Registry:Database:Engine to PostgreSql.")]
    [InlineData("Registry:PublicUrl=registry.example.com", "Registry:PublicUrl 'registry.example.com' is no address: give one such as https://registry.example.com, without a query.")]
    [InlineData("Registry:PublicUrl=https://x/?a", "Registry:PublicUrl 'https://x/?a' is no address: give one such as https://registry.example.com, without a query.")]
    [InlineData("Registry:PublicUrl=https://a:b@x/", "Registry:PublicUrl 'https://a:b@x/' is no address: give one such as https://registry.example.com, without a query.")]
    [InlineData("Registry:PathBase=/", "Registry:PathBase '/' must begin with a slash and not end with one, such as /registry.")]
    [InlineData("Registry:PathBase=/a%20b", "Registry:PathBase '/a%20b' must begin with a slash and not end with one, such as /registry.")]
    [InlineData("Registry:Tokens:PersonalPrefix=abcdefghijklmnopqrst_", "Registry:Tokens:PersonalPrefix 'abcdefghijklmnopqrst_' must be at most 20 letters, digits, '_' or '-', and end with '_' or '-': logs know a token by it.")]
    [InlineData("Registry:Tokens:JobLeaseMinutes=43201", "Registry:Tokens:JobLeaseMinutes is 43201: give 1 to 43200.")]
    [InlineData("Registry:Tokens:MaxLifetimeDays=-1", "Registry:Tokens:MaxLifetimeDays is -1: give 0 for no limit, or 1 to 36500.")]
    [InlineData("Registry:Tokens:DefaultLifetimeDays=36501", "Registry:Tokens:DefaultLifetimeDays is 36501: give 0 for tokens that never expire, or 1 to 36500.")]
    public void A_fault_is_told_in_words_an_operator_can_act_on(string setting, string fault) =>
        Assert.Equal($"The settings have faults:\n- {fault}", Faults(setting));

    [Theory]
    [InlineData("registry:PUBLICURL=https://x/registry")]
    [InlineData("Registry:KnownProxies:0=::1")]
    [InlineData("Registry:KnownProxies:0=10.0.0.0/8")]
    [InlineData("Registry:KnownProxies=")]
    [InlineData("Registry:PathBase=/a/b")]
    [InlineData("Registry:Tokens:PersonalPrefix=glpat-")]
    [InlineData("Registry:Tokens:DefaultLifetimeDays=0")]
    [InlineData("Registry:Tokens:MaxLifetimeDays=0")]
    [InlineData("Registry:Cache:DocumentBytes=0")]
    [InlineData("Registry:Database:Engine=sqlite")]
    [InlineData("Another:Section=1")]
    public async Task These_have_no_fault(string setting)
    {
        await using var app = Program.Build($"--{setting}");
    }

    [Fact]
    public void Comments_may_stand_in_the_file_and_null_is_told_where_a_value_is_needed()
    {
        File.WriteAllText(
            Path.Combine(_directory.Path, "appsettings.json"),
            """
            // A comment.
            { "Registry": { "PathBase": null, "PublicUrl": null, "DataDirectory": null, /* another */ "Tokens": { "JobPrefix": null } } }
            """);

        Assert.Equal(
            """
            The settings have faults:
            - Registry:DataDirectory is null: give a value, or leave the key out.
            - Registry:PathBase is null: give a value, or leave the key out.
            - Registry:Tokens:JobPrefix is null: give a value, or leave the key out.
            """,
            Faults($"contentRoot={_directory.Path}"));
    }

    private static string Faults(params string[] settings) =>
        Assert.Throws<StartupException>(() => Program.Build([.. settings.Select(setting => $"--{setting}")])).Message;
}
