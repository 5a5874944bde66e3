using System.Reflection;
using Xunit;

namespace Registry.Unit.Data;

public sealed class EveryEngineTests
{
    [Fact]
    public void A_test_of_rows_runs_on_every_engine_or_says_in_its_name_on_which()
    {
        var others = typeof(EveryEngineTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(EveryEngineTests).Namespace && type != typeof(EveryEngineTests))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute)) && !method.IsDefined(typeof(EveryEngineAttribute)))
            .Select(method => method.Name);

        Assert.All(others, name => Assert.Matches("SQLite|PostgreSQL", name));
    }
}
