using System.Text.Json.Nodes;
using Registry.Unit.Npm;

namespace Registry.Unit.Auth;

/// <summary>A request that is sent when it is asked for, and what it is answered where it is let in.</summary>
internal sealed record NpmDoor(string Name, Func<Task<HttpAnswer>> KnockAsync, string Success)
{
    public bool IsHead => Name.StartsWith("HEAD", StringComparison.Ordinal);
}

/// <summary>npm's addresses below a prefix, for one caller and one package that is at 1.0.0 and 1.0.1, the first of them tagged <c>old</c>.</summary>
internal sealed class NpmDoors
{
    private const string Ok = """200 \{"ok":true\}""";

    private readonly RunningRegistry _registry;
    private readonly string _prefix;
    private readonly string _name;
    private readonly string _package;
    private readonly string? _token;

    private NpmDoors(RunningRegistry registry, string prefix, string name, string? token)
    {
        (_registry, _prefix, _name, _token) = (registry, prefix, name, token);
        _package = $"{prefix}/{TestPackages.Escape(name)}";
    }

    private string Tags => $"{_prefix}/-/package/{TestPackages.Escape(_name)}/dist-tags";

    /// <summary>Reading, the tarball, looking around, asking as somebody, publishing, tagging, removing.</summary>
    public static IEnumerable<IEnumerable<NpmDoor>> Of(RunningRegistry registry, string prefix, string name, string? token)
    {
        var doors = new NpmDoors(registry, prefix, name, token);
        return [doors.Read(), doors.Both(doors.Tarball("1.0.0")), doors.LookAround(), doors.Ask(), [doors.Publish()], doors.Tag(), doors.Remove()];
    }

    private IEnumerable<NpmDoor> Read() =>
        [.. Both(_package), .. Look($"{_package}/1.0.0", Tags, $"{_prefix}/-/package/{TestPackages.Escape(_name)}/visibility")];

    private IEnumerable<NpmDoor> LookAround() =>
        Look($"{_prefix}/-/v1/search?text={Uri.EscapeDataString(_name)}", $"{_prefix}/-/npm/v1/keys", $"{_prefix}/-/ping");

    private IEnumerable<NpmDoor> Ask()
    {
        var tree = new JsonObject { ["requires"] = new JsonObject { [_name] = "1.0.0" } };
        var nothing = """200 \{"actions":\[\],.*\}""";
        yield return Door(HttpMethod.Get, $"{_prefix}/-/whoami", """200 \{"username":".+"\}""");
        yield return Door(HttpMethod.Post, $"{_prefix}/-/npm/v1/security/advisories/bulk", """200 \{\}""", new JsonObject { [_name] = new JsonArray("1.0.0") });
        yield return Door(HttpMethod.Post, $"{_prefix}/-/npm/v1/security/audits/quick", nothing, tree);
        yield return Door(HttpMethod.Post, $"{_prefix}/-/npm/v1/security/audits", nothing, tree);
    }

    private NpmDoor Publish() => Door(
        HttpMethod.Put,
        _package,
        $$"""200 \{"id":\d+,"name":"{{_name}}","version":"2\.0\.0","package_type":"npm","status":"default"\}""",
        TestPackages.Document(_name, "2.0.0", TestPackages.Pack(_name, "2.0.0")));

    private IEnumerable<NpmDoor> Tag() => [Door(HttpMethod.Put, $"{Tags}/new", "204 ", "1.0.1"), Door(HttpMethod.Post, $"{Tags}/newer", "204 ", "1.0.1")];

    private IEnumerable<NpmDoor> Remove()
    {
        yield return Door(HttpMethod.Delete, $"{Tags}/old", "204 ");
        yield return Door(HttpMethod.Put, _package, Ok, TestPackages.Deprecation(_name, "Broken.", "1.0.0", "1.0.1"));
        yield return Door(HttpMethod.Put, $"{_package}/-rev/undefined", Ok, TestPackages.Deprecation(_name, "Very broken.", "1.0.0", "1.0.1", "2.0.0"));
        yield return Door(HttpMethod.Delete, $"{Tarball("1.0.1")}/-rev/undefined", Ok);
        yield return Door(HttpMethod.Delete, $"{_package}/-rev/undefined", Ok);
    }

    private string Tarball(string version) => $"{_package}/-/{TestPackages.Escape(_name)}-{version}.tgz";

    private IEnumerable<NpmDoor> Both(string path) => [.. Look(path), Door(HttpMethod.Head, path, "200 ")];

    private IEnumerable<NpmDoor> Look(params IEnumerable<string> paths) => paths.Select(path => Door(HttpMethod.Get, path, @"200 [\s\S]+"));

    private NpmDoor Door(HttpMethod method, string path, string success, JsonNode? body = null) =>
        new($"{method} {path}", () => _registry.SendAsync(method, path, _token, body is null ? null : TestPackages.Json(body)), success);
}
