namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Pipelines, jobs and the exchange of ID tokens: a line an address, its methods and who may use it, by hand.</summary>
internal static class PipelinesTable
{
    public const string Rows = """

        """;
}
