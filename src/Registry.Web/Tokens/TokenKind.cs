namespace Registry.Web.Tokens;

/// <summary>The kinds of tokens, as a set.</summary>
[Flags]
internal enum TokenKind
{
    None = 0,
    Personal = 1,
    Deploy = 2,
    Job = 4,
    Any = Personal | Deploy | Job,
}
