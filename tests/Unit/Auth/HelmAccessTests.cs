using Registry.Data;
using Registry.Unit.Helm;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>
/// Who may do what on the Helm routes. The table is written by hand from GitLab's rules (docs/gitlab-compatibility.md), never
/// from the code. Each pair is reading (index, chart; GET and HEAD), then publishing; 403s is a token whose scopes do not reach.
/// </summary>
public sealed class HelmAccessTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string Table = """
        caller                      | public    | internal  | private   | unknown
        anonymous                   | 200 401   | 401 401   | 401 401   | 401 401
        bad token                   | 401 401   | 401 401   | 401 401   | 401 401
        stranger                    | 200 403   | 200 403   | 404 404   | 404 404
        guest                       | 200 403   | 200 403   | 403 403   | 404 404
        reporter                    | 200 403   | 200 403   | 200 403   | 404 404
        developer                   | 200 201   | 200 201   | 200 201   | 404 404
        maintainer                  | 200 201   | 200 201   | 200 201   | 404 404
        owner                       | 200 201   | 200 201   | 200 201   | 404 404
        admin                       | 200 201   | 200 201   | 200 201   | 404 404
        group developer             | 200 201   | 200 201   | 200 201   | 404 404
        lapsed developer            | 200 403   | 200 403   | 404 404   | 404 404
        blocked developer           | 401 401   | 401 401   | 401 401   | 401 401
        read_api                    | 200 403s  | 200 403s  | 200 403s  | 404 403s
        read packages               | 200 403s  | 200 403s  | 200 403s  | 404 403s
        write packages              | 200 201   | 200 201   | 200 201   | 404 404
        bound here                  | 200 201   | 200 201   | 200 201   | 404 404
        bound elsewhere             | 200 403   | 200 403   | 404 404   | 404 404
        admin bound elsewhere       | 200 403   | 200 403   | 404 404   | 404 404
        revoked                     | 401 401   | 401 401   | 401 401   | 401 401
        expired                     | 401 401   | 401 401   | 401 401   | 401 401
        deploy read                 | 200 403   | 200 403   | 200 403   | 404 404
        deploy write                | 200 201   | 200 201   | 200 201   | 404 404
        deploy group                | 200 201   | 200 201   | 200 201   | 404 404
        deploy elsewhere            | 200 403   | 404 404   | 404 404   | 404 404
        deploy revoked              | 401 401   | 401 401   | 401 401   | 401 401
        job                         | 200 201   | 200 201   | 200 201   | 404 404
        job of a reporter           | 200 403   | 200 403   | 200 403   | 404 404
        job of a stranger           | 200 403   | 200 403   | 404 404   | 404 404
        job elsewhere               | 200 403   | 200 403   | 403 403   | 404 404
        job elsewhere of a stranger | 200 403   | 200 403   | 404 404   | 404 404
        job over                    | 401 401   | 401 401   | 401 401   | 401 401
        job lease over              | 401 401   | 401 401   | 401 401   | 401 401
        """;

    public static TheoryData<DatabaseEngine, string> Callers
    {
        get
        {
            var rows = new TheoryData<DatabaseEngine, string>();
            foreach (var engine in Enum.GetValues<DatabaseEngine>())
            {
                foreach (var line in Table.Split('\n')[1..])
                {
                    rows.Add(engine, line.Split('|')[0].Trim());
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task A_caller_is_let_in_where_the_table_says(DatabaseEngine engine, string caller)
    {
        var lines = Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var row = lines.Single(line => line[0] == caller);
        for (var column = 1; column < row.Length; column++)
        {
            var project = lines[0][column];
            var expected = row[column].Split(' ');
            var registry = world.On(engine);
            var token = world.TokenOf(engine, caller, project);
            var helm = $"/api/v4/projects/{world.IdOf(engine, project)}/packages/helm";
            foreach (var path in (string[])["/stable/index.yaml", "/stable/charts/mychart-0.1.0.tgz"])
            {
                Check(expected[0], $"GET {path}", project, await registry.GetAsync(helm + path, token), isUpload: false, isHead: false);
                Check(expected[0], $"HEAD {path}", project, await registry.SendAsync(HttpMethod.Head, helm + path, token), isUpload: false, isHead: true);
            }

            var uploaded = await registry.UploadAsync($"/api/v4/projects/{world.IdOf(engine, project)}", TestCharts.Package(), token);
            Check(expected[1], "POST", project, uploaded, isUpload: true, isHead: false);
        }
    }

    private static void Check(string expected, string request, string project, HttpAnswer answer, bool isUpload, bool isHead)
    {
        var seen = $"{request} of {project}: {answer.Status} {answer.Header("WWW-Authenticate")} {answer.Text}";
        if (expected == "200")
        {
            Assert.True(answer.Status == 200, seen);
            return;
        }

        var body = expected switch
        {
            "201" => """{"message":"201 Created"}""",
            "401" => Refusal("401 Unauthorized", isUpload),
            "403" => Refusal("403 Forbidden", isUpload),
            "404" => Refusal("404 Project Not Found", isUpload),
            "403s" => """{"message":"403 Forbidden - The token's scopes do not allow this.","error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token."}""",
            _ => throw new InvalidOperationException(expected),
        };
        var challenge = expected == "401" ? "Basic realm=\"GitLab Packages Registry\"" : null;
        Assert.Equal(
            $"{request} of {project}: {expected[..3]} {challenge} {(isHead ? "" : body)}",
            seen);
    }

    private static string Refusal(string message, bool isUpload) =>
        isUpload ? $$"""{"message":"{{message}}","error":"{{message}}"}""" : $$"""{"message":"{{message}}"}""";
}
