namespace Registry.Web.Npm;
internal sealed record SigstoreBundle(string PredicateType)
{
    public static SigstoreBundle? Read(byte[] bytes) => null;
    public string? Fault(NpmPackageName name, NpmVersion version, string sha512) => PredicateType.Length == 0 ? "none" : null;
}
