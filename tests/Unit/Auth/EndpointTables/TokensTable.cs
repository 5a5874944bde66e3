namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Tokens, settings, audit and facts about the server: a line an address, its methods and who may use it, by hand.</summary>
internal static class TokensTable
{
    public const string Rows = """

        """;
}
