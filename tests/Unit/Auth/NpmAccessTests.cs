using System.Text.RegularExpressions;
using Registry.Data;
using Registry.Unit.Npm;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>
/// Who may do what on npm's routes. The tables are written by hand from GitLab's rules (docs/gitlab-compatibility.md), never from
/// the code: rights as in GitLab's table for npm, and what there is in a group or on the instance and may not be read is 403, or
/// 401 to nobody in particular. Tarballs are hidden from nobody in particular, as in GitLab. The words of a cell are, in this order:
/// reading a package; its tarball; looking around (search, keys, ping); asking as somebody (whoami, audits); publishing; tagging;
/// removing (a tag, versions; deprecating). 403s is a token whose scopes do not reach.
/// </summary>
public sealed class NpmAccessTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string OfProjects = """
        caller                      | public                     | internal                    | private                     | unknown
        anonymous                   | ok ok ok 401 401 401 401   | 401 404 401 401 401 401 401 | 401 404 401 401 401 401 401 | 401 404 401 401 401 401 401
        bad token                   | 401                        | 401                         | 401                         | 401
        stranger                    | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 404                         | 404
        guest                       | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 403                         | 404
        reporter                    | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | ok ok ok ok 403 403 403     | 404
        developer                   | ok ok ok ok ok ok 403      | ok ok ok ok ok ok 403       | ok ok ok ok ok ok 403       | 404
        maintainer                  | ok ok ok ok ok ok ok       | ok ok ok ok ok ok ok        | ok ok ok ok ok ok ok        | 404
        owner                       | ok ok ok ok ok ok ok       | ok ok ok ok ok ok ok        | ok ok ok ok ok ok ok        | 404
        admin                       | ok ok ok ok ok ok ok       | ok ok ok ok ok ok ok        | ok ok ok ok ok ok ok        | 404
        group developer             | ok ok ok ok ok ok 403      | ok ok ok ok ok ok 403       | ok ok ok ok ok ok 403       | 404
        lapsed developer            | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 404                         | 404
        blocked developer           | 401                        | 401                         | 401                         | 401
        read_api                    | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s  | ok ok ok ok 403s 403s 403s  | 404 404 404 404 403s 403s 403s
        read packages               | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s  | ok ok ok ok 403s 403s 403s  | 404 404 404 404 403s 403s 403s
        write packages              | ok ok ok ok ok ok 403      | ok ok ok ok ok ok 403       | ok ok ok ok ok ok 403       | 404
        bound here                  | ok ok ok ok ok ok 403      | ok ok ok ok ok ok 403       | ok ok ok ok ok ok 403       | 404
        bound elsewhere             | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 404                         | 404
        admin bound elsewhere       | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 404                         | 404
        revoked                     | 401                        | 401                         | 401                         | 401
        expired                     | 401                        | 401                         | 401                         | 401
        deploy read                 | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | ok ok ok ok 403 403 403     | 404
        deploy write                | ok ok ok ok ok ok ok       | ok ok ok ok ok ok ok        | ok ok ok ok ok ok ok        | 404
        deploy group                | ok ok ok ok ok ok ok       | ok ok ok ok ok ok ok        | ok ok ok ok ok ok ok        | 404
        deploy elsewhere            | ok ok ok ok 403 403 403    | 404                         | 404                         | 404
        deploy revoked              | 401                        | 401                         | 401                         | 401
        job                         | ok ok ok ok ok ok 403      | ok ok ok ok ok ok 403       | ok ok ok ok ok ok 403       | 404
        job of a reporter           | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | ok ok ok ok 403 403 403     | 404
        job of a stranger           | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 404                         | 404
        job elsewhere               | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 403                         | 404
        job elsewhere of a stranger | ok ok ok ok 403 403 403    | ok ok ok ok 403 403 403     | 404                         | 404
        job over                    | 401                        | 401                         | 401                         | 401
        job lease over              | 401                        | 401                         | 401                         | 401
        """;

    // Publishing is for projects: 400 says so to whoever may read and has the scope for it.
    private const string OfGroups = """
        caller                      | public                     | internal                    | private                     | unknown
        anonymous                   | ok ok ok 401 401 401 401   | 401 404 401 401 401 401 401 | 401 404 401 401 401 401 401 | 401 404 401 401 401 401 401
        bad token                   | 401                        | 401                         | 401                         | 401
        stranger                    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 404                         | 404
        guest                       | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 403 403 ok ok 403 403 403   | 404
        reporter                    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | ok ok ok ok 400 403 403     | 404
        developer                   | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403      | ok ok ok ok 400 ok 403      | 404
        maintainer                  | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok       | ok ok ok ok 400 ok ok       | 404
        owner                       | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok       | ok ok ok ok 400 ok ok       | 404
        admin                       | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok       | ok ok ok ok 400 ok ok       | 404
        group developer             | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403      | ok ok ok ok 400 ok 403      | 404
        lapsed developer            | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 404                         | 404
        blocked developer           | 401                        | 401                         | 401                         | 401
        read_api                    | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s  | ok ok ok ok 403s 403s 403s  | 404
        read packages               | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s  | ok ok ok ok 403s 403s 403s  | 404
        write packages              | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403      | ok ok ok ok 400 ok 403      | 404
        bound here                  | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403      | ok ok ok ok 400 ok 403      | 404
        bound elsewhere             | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 404                         | 404
        admin bound elsewhere       | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 404                         | 404
        revoked                     | 401                        | 401                         | 401                         | 401
        expired                     | 401                        | 401                         | 401                         | 401
        deploy read                 | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | ok ok ok ok 400 403 403     | 404
        deploy write                | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok       | ok ok ok ok 400 ok ok       | 404
        deploy group                | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok       | ok ok ok ok 400 ok ok       | 404
        deploy elsewhere            | ok ok ok ok 400 403 403    | 404                         | 404                         | 404
        deploy revoked              | 401                        | 401                         | 401                         | 401
        job                         | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403      | ok ok ok ok 400 ok 403      | 404
        job of a reporter           | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | ok ok ok ok 400 403 403     | 404
        job of a stranger           | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 404                         | 404
        job elsewhere               | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 403 403 ok ok 403 403 403   | 404
        job elsewhere of a stranger | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403     | 404                         | 404
        job over                    | 401                        | 401                         | 401                         | 401
        job lease over              | 401                        | 401                         | 401                         | 401
        """;

    // Here unknown is a name that nobody holds.
    private const string OfTheInstance = """
        caller                      | public                     | internal                   | private                    | unknown
        anonymous                   | ok ok ok 401 401 401 401   | 401 404 ok 401 401 401 401 | 401 404 ok 401 401 401 401 | 401 404 ok 401 401 401 401
        bad token                   | 401                        | 401                        | 401                        | 401
        stranger                    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        guest                       | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        reporter                    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 404 404 ok ok 400 404 404
        developer                   | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | 404 404 ok ok 400 404 404
        maintainer                  | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | 404 404 ok ok 400 404 404
        owner                       | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | 404 404 ok ok 400 404 404
        admin                       | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | 404 404 ok ok 400 404 404
        group developer             | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | 404 404 ok ok 400 404 404
        lapsed developer            | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        blocked developer           | 401                        | 401                        | 401                        | 401
        read_api                    | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s | 404 404 ok ok 403s 403s 403s
        read packages               | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s | ok ok ok ok 403s 403s 403s | 404 404 ok ok 403s 403s 403s
        write packages              | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | 404 404 ok ok 400 404 404
        bound here                  | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | 404 404 ok ok 400 404 404
        bound elsewhere             | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        admin bound elsewhere       | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        revoked                     | 401                        | 401                        | 401                        | 401
        expired                     | 401                        | 401                        | 401                        | 401
        deploy read                 | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 404 404 ok ok 400 404 404
        deploy write                | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | 404 404 ok ok 400 404 404
        deploy group                | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | ok ok ok ok 400 ok ok      | 404 404 ok ok 400 404 404
        deploy elsewhere            | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        deploy revoked              | 401                        | 401                        | 401                        | 401
        job                         | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | ok ok ok ok 400 ok 403     | 404 404 ok ok 400 404 404
        job of a reporter           | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 404 404 ok ok 400 404 404
        job of a stranger           | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        job elsewhere               | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        job elsewhere of a stranger | ok ok ok ok 400 403 403    | ok ok ok ok 400 403 403    | 403 403 ok ok 403 403 403  | 404 404 ok ok 400 404 404
        job over                    | 401                        | 401                        | 401                        | 401
        job lease over              | 401                        | 401                        | 401                        | 401
        """;

    public static TheoryData<DatabaseEngine, string> Callers
    {
        get
        {
            var rows = new TheoryData<DatabaseEngine, string>();
            foreach (var engine in Enum.GetValues<DatabaseEngine>())
            {
                foreach (var line in OfProjects.Split('\n')[1..])
                {
                    rows.Add(engine, line.Split('|')[0].Trim());
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public Task Of_a_project_a_caller_has_what_the_table_says(DatabaseEngine engine, string caller) =>
        CheckAsync(OfProjects, engine, caller, "Project", project => $"/api/v4/projects/{world.IdOf(engine, project)}/packages/npm");

    [Theory]
    [MemberData(nameof(Callers))]
    public Task Of_a_group_a_caller_has_what_the_table_says(DatabaseEngine engine, string caller) =>
        CheckAsync(OfGroups, engine, caller, "Group", project => $"/api/v4/groups/acme%2F{project}/-/packages/npm");

    [Theory]
    [MemberData(nameof(Callers))]
    public Task Of_the_instance_a_caller_has_what_the_table_says(DatabaseEngine engine, string caller) =>
        CheckAsync(OfTheInstance, engine, caller, "Package", _ => "/api/v4/packages/npm");

    private async Task CheckAsync(string table, DatabaseEngine engine, string caller, string missing, Func<string, string> prefix)
    {
        var lines = table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var row = lines.Single(line => line[0] == caller);
        for (var column = 1; column < row.Length; column++)
        {
            var project = lines[0][column];
            var name = $"@acme/{missing}-{project}-{caller.Replace(' ', '-')}".ToLowerInvariant();
            var publishElsewhere = $"Versions are published to a project. Set the registry to {world.On(engine).Address}api/v4/projects/<project id>/packages/npm/ to publish.";
            if (project != "unknown")
            {
                await FillAsync(engine, project, name);
                publishElsewhere = publishElsewhere.Replace("<project id>", $"{world.IdOf(engine, project)}", StringComparison.Ordinal);
            }

            var words = row[column].Split(' ');
            var wrong = new List<string>();
            foreach (var (doors, i) in NpmDoors.Of(world.On(engine), prefix(project), name, world.TokenOf(engine, caller, project)).Select((doors, i) => (doors, i)))
            {
                var word = words.Length == 1 ? words[0] : words[i];
                foreach (var door in doors)
                {
                    var answer = await door.KnockAsync();
                    var seen = $"{answer.Status} {answer.Header("WWW-Authenticate")}{answer.Text}";
                    if (word == "ok" ? !Regex.IsMatch(seen, $"^{door.Success}$", RegexOptions.None, TimeSpan.FromSeconds(5)) : seen != $"{word[..3]} {(door.IsHead ? "" : Refusal(word, missing, publishElsewhere))}")
                    {
                        wrong.Add($"{door.Name} of {project} by {caller}: {seen}, not {word}");
                    }
                }
            }

            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }
    }

    private static string Refusal(string word, string missing, string publishElsewhere) => word switch
    {
        "400" => $$"""{"message":"{{publishElsewhere}}","error":"{{publishElsewhere}}"}""",
        "401" => """{"message":"401 Unauthorized","error":"401 Unauthorized"}""",
        "403" => """{"message":"403 Forbidden","error":"403 Forbidden"}""",
        "404" => $$"""{"message":"404 {{missing}} Not Found","error":"{{missing}} not found"}""",
        "403s" => """{"message":"403 Forbidden - The token's scopes do not allow this.","error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token."}""",
        _ => throw new InvalidOperationException(word),
    };

    // At 1.0.0 and 1.0.1, the first of them tagged old.
    private async Task FillAsync(DatabaseEngine engine, string project, string name)
    {
        var (registry, id, maintainer) = (world.On(engine), world.IdOf(engine, project), world.TokenOf(engine, "maintainer", project));
        Assert.Equal(200, (await registry.PublishAsync(id, name, "1.0.0", maintainer, tag: "old")).Status);
        Assert.Equal(200, (await registry.PublishAsync(id, name, "1.0.1", maintainer)).Status);
    }
}
