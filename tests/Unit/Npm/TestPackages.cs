using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Registry.Unit.Npm;

/// <summary>Packages as npm packs them, and the documents that it sends about them.</summary>
internal static class TestPackages
{
    /// <summary>A packed package.</summary>
    /// <param name="name">Of the package.</param>
    /// <param name="version">Of the package.</param>
    /// <param name="content">Of its one file beside the manifest: other content, other bytes.</param>
    public static byte[] Pack(string name, string version, string content = "") =>
        TestPackage.Pack(new TestPackage(name, version).PackageJson, ("index.js", content));

    /// <summary>The document that publishes the packed package.</summary>
    public static JsonObject Document(string name, string version, byte[] tarball, string tag = "latest") =>
        new TestPackage(name, version) { Tag = tag, Tarball = tarball }.ToDocument();

    /// <summary>The document that npm sends to deprecate versions.</summary>
    public static JsonObject Deprecation(string name, string reason, params IEnumerable<string> versions) => new()
    {
        ["_id"] = name,
        ["name"] = name,
        ["versions"] = new JsonObject(versions.Select(version => KeyValuePair.Create<string, JsonNode?>(
            version, new JsonObject { ["name"] = name, ["version"] = version, ["deprecated"] = reason }))),
    };

    public static string Integrity(byte[] tarball) => new TestPackage { Tarball = tarball }.Integrity;

    public static HttpContent Json(JsonNode body) =>
        new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>The name as npm puts it into an address.</summary>
    public static string Escape(string name) => name.Replace("/", "%2f", StringComparison.Ordinal);

    /// <summary>Publishes a version to a project.</summary>
    public static Task<HttpAnswer> PublishAsync(
        this RunningRegistry registry, long projectId, string name, string version, string? token, string content = "", string tag = "latest") =>
        registry.SendAsync(
            HttpMethod.Put, $"/api/v4/projects/{projectId}/packages/npm/{Escape(name)}", token, Json(Document(name, version, Pack(name, version, content), tag)));
}
