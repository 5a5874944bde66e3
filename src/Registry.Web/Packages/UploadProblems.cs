using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Registry.Web.Packages;

/// <summary>
/// Carries what was wrong with an upload to the page that says it, within its address: sealed, so that nobody can make a page of
/// this server say something else.
/// </summary>
internal sealed class UploadProblems(IDataProtectionProvider protection)
{
    private const int Longest = 600;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Registry.UploadProblem").ToTimeLimitedDataProtector();

    public string Seal(string problem) => _protector.Protect(problem.Length <= Longest ? problem : $"{problem.AsSpan(0, Longest)}…", Lifetime);

    /// <summary>What was sealed; null for anything else, and for what is older than ten minutes.</summary>
    public string? Open(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
