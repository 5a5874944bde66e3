namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Packages: a line an address, its methods and who may use it, by hand.</summary>
internal static class PackagesTable
{
    public const string Rows = """

        """;
}
