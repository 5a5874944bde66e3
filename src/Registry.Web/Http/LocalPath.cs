namespace Registry.Web.Http;

/// <summary>Tells a path of this registry from an address that leads elsewhere.</summary>
internal static class LocalPath
{
    /// <summary>True for what a browser takes for a path: it begins with one slash and no more. Browsers drop tabs and line ends, and read <c>\</c> as a slash.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl);
}
