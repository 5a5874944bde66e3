namespace Registry.Web.Npm;

/// <summary>Sums as subresource integrity: <c>sha512-</c> and base64.</summary>
internal static class Integrity
{
    public static string OfSha512(string hex) => Of("sha512", hex);

    public static string Of(string kind, string hex) => $"{kind}-{Convert.ToBase64String(Convert.FromHexString(hex))}";
}
