namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Users, groups, projects and members: a line an address, its methods and who may use it, by hand.</summary>
internal static class ManagementTable
{
    public const string Rows = """

        """;
}
