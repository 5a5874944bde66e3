namespace Registry.Web.Tokens;

/// <summary>What a token may be used for, by GitLab's names.</summary>
[Flags]
internal enum TokenScopes
{
    None = 0,
    Api = 1,
    ReadApi = 2,
    ReadPackageRegistry = 4,
    WritePackageRegistry = 8,
}

/// <summary>Scopes as words.</summary>
internal static class TokenScopeNames
{
    private static readonly (string Name, TokenScopes Scope)[] All =
    [
        ("api", TokenScopes.Api),
        ("read_api", TokenScopes.ReadApi),
        ("read_package_registry", TokenScopes.ReadPackageRegistry),
        ("write_package_registry", TokenScopes.WritePackageRegistry),
    ];

    /// <summary>Those a personal token can have.</summary>
    public const TokenScopes Personal = TokenScopes.Api | TokenScopes.ReadApi | TokenScopes.ReadPackageRegistry | TokenScopes.WritePackageRegistry;

    /// <summary>Those a deploy token can have.</summary>
    public const TokenScopes Deploy = TokenScopes.ReadPackageRegistry | TokenScopes.WritePackageRegistry;

    /// <summary>The names of the scopes, separated by a space, as rows keep them.</summary>
    public static string Format(TokenScopes scopes) => string.Join(' ', Names(scopes));

    public static IEnumerable<string> Names(TokenScopes scopes) => All.Where(one => scopes.HasFlag(one.Scope)).Select(one => one.Name);

    /// <summary>Reads names separated by commas or spaces; null if there is none, or one that is not among <paramref name="allowed"/>.</summary>
    public static TokenScopes? Parse(string text, TokenScopes allowed)
    {
        var scopes = TokenScopes.None;
        foreach (var name in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var scope = Array.Find(All, one => one.Name == name).Scope;
            if (scope == TokenScopes.None || !allowed.HasFlag(scope))
            {
                return null;
            }

            scopes |= scope;
        }

        return scopes == TokenScopes.None ? null : scopes;
    }

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    public static TokenScopes Stored(string text) => Parse(text, Personal) ?? TokenScopes.None;
}
