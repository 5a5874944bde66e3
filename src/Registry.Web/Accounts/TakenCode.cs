using System.Globalization;

namespace Registry.Web.Accounts;

/// <summary>A code of an authenticator that was used, and when.</summary>
internal sealed record TakenCode(DateTimeOffset At, int Code)
{
    /// <summary>Longer than a code is right, which is about three minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Write(IEnumerable<TakenCode> codes) =>
        string.Join(';', codes.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.At.ToUnixTimeSeconds()} {one.Code}")));

    public static IEnumerable<TakenCode> Read(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(' ')).Select(parts => new TakenCode(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture)), int.Parse(parts[1], CultureInfo.InvariantCulture)));
}
