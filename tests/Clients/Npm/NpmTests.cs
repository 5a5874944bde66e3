using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Registry.Clients.Npm;

/// <summary>What the tests of the npm routes share.</summary>
public abstract class NpmTests(TestRegistry registry) : IDisposable
{
    private readonly HttpClient _http = new();

    public static TheoryData<string> All => [.. NpmClient.All];

    public static TheoryData<string> Npms => [.. NpmClient.Npms];

    protected TestRegistry Registry { get; } = registry;

    /// <summary>A row for each client, at another level than the row before.</summary>
    protected static TheoryData<string, NpmLevel> Turned(IEnumerable<string> clients)
    {
        var rows = new TheoryData<string, NpmLevel>();
        foreach (var (index, client) in clients.Index())
        {
            rows.Add(client, (NpmLevel)(index % 3));
        }

        return rows;
    }

    /// <summary>Sets up a client for the private project, as its developer.</summary>
    protected NpmClient NewClient(string name, NpmLevel level = NpmLevel.Project) => NewClient(name, Registry.Private, Registry.Developer, level);

    protected static NpmClient NewClient(string name, TestProject project, Credentials? credentials, NpmLevel level = NpmLevel.Project, CredentialForm form = CredentialForm.AuthToken) =>
        NpmClient.Create(name, new NpmSource(project.NpmRegistry(level), credentials, form));

    /// <summary>Writes the folder of a package into a client's working directory.</summary>
    protected static string Folder(NpmClient client, string name, string version, string? more = null, params (string Path, string Text)[] files) =>
        PackageFolder.Write(Path.Combine(client.WorkingDirectory, $"{name.Replace('/', '+')}-{version}"), name, version, more, files);

    /// <summary>Publishes into the private project without a client, which is faster by far.</summary>
    protected Task<TestPackage> SendAsync(string name, string version, string? more = null, string tag = "latest", string? module = null) =>
        SendAsync(Registry.Private, name, version, more, tag, module);

    protected async Task<TestPackage> SendAsync(TestProject project, string name, string version, string? more = null, string tag = "latest", string? module = null)
    {
        var package = TestPackage.Pack(name, version, more, module);
        using var request = new HttpRequestMessage(HttpMethod.Put, PackageAddress(project, name))
        {
            Content = new StringContent(package.Document(tag), Encoding.UTF8, "application/json"),
        };
        using var answer = await SendAsync(request, Registry.Developer);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return package;
    }

    /// <summary>The whole metadata of a package of the private project.</summary>
    protected Task<JsonElement> PackumentAsync(string name) => PackumentAsync(Registry.Private, name);

    protected async Task<JsonElement> PackumentAsync(TestProject project, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PackageAddress(project, name));
        using var answer = await SendAsync(request, Registry.Developer);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The status of a plain GET by the developer.</summary>
    protected async Task<int> StatusAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = await SendAsync(request, Registry.Developer);
        return (int)answer.StatusCode;
    }

    protected async Task<byte[]> BytesAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = await SendAsync(request, Registry.Developer);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    protected static string[] Versions(JsonElement packument) => [.. packument.GetProperty("versions").EnumerateObject().Select(version => version.Name)];

    /// <summary>The tags as <c>name=version</c>, sorted.</summary>
    protected static string[] Tags(JsonElement packument) =>
        [.. packument.GetProperty("dist-tags").EnumerateObject().Select(tag => $"{tag.Name}={tag.Value.GetString()}").Order()];

    protected static Uri PackageAddress(TestProject project, string name) => new(project.NpmRegistry(), name.Replace("/", "%2f", StringComparison.Ordinal));

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Credentials credentials)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credentials.Password);
        return _http.SendAsync(request);
    }
}
