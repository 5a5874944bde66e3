using System.Reflection;
using Registry.Data;
using Xunit.Sdk;

namespace Registry.Unit.Data;

/// <summary>Runs a theory once on each engine; the test's one parameter is the <see cref="DatabaseEngine"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryEngineAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enum.GetValues<DatabaseEngine>().Select(engine => new object[] { engine });
}
