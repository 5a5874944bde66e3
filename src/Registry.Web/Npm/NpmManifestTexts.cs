using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>What a manifest says to people, as plain text whichever way it is written; null or empty where it says nothing.</summary>
internal sealed record NpmManifestTexts(
    string? Description, IReadOnlyList<string> Keywords, string? Author, string? License, string? Repository, string? Homepage, string? Bugs)
{
    public static NpmManifestTexts Of(JsonElement manifest) => new(
        Filled(manifest.Text("description")),
        KeywordsOf(manifest.Field("keywords")),
        PersonOf(manifest.Field("author")),
        LicenseOf(manifest),
        TextOrField(manifest.Field("repository"), "url"),
        TextOrField(manifest.Field("homepage"), "url"),
        TextOrField(manifest.Field("bugs"), "url") ?? Filled(manifest.Field("bugs").Text("email")));

    private static IReadOnlyList<string> KeywordsOf(JsonElement keywords) =>
        [.. (keywords.ValueKind is JsonValueKind.String ? keywords.GetString()!.Split(',', ' ') : keywords.Texts())
            .Select(keyword => keyword.Trim()).Where(keyword => keyword.Length > 0).Distinct(StringComparer.Ordinal)];

    // "Ann <ann@example.com> (https://example.com)" is Ann.
    private static string? PersonOf(JsonElement person) =>
        TextOrField(person, "name") is { } text ? Filled(text.Split('<', '(')[0]) ?? text : null;

    // The oldest manifests hold a list.
    private static string? LicenseOf(JsonElement manifest) => TextOrField(manifest.Field("license"), "type") ?? (manifest.Field("licenses") switch
    {
        { ValueKind: JsonValueKind.Array } licenses =>
            Filled(string.Join(" OR ", licenses.EnumerateArray().Select(license => TextOrField(license, "type")).OfType<string>())),
        var license => TextOrField(license, "type"),
    });

    private static string? TextOrField(JsonElement value, string field) =>
        Filled(value.ValueKind is JsonValueKind.String ? value.GetString() : value.Text(field));

    private static string? Filled(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
