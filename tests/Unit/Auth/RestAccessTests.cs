using System.Text.RegularExpressions;
using Registry.Data;
using Registry.Unit.Auth.EndpointTables;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>
/// Who is let in at which address of the REST API: every address of the endpoint tables, for every caller, in a project or group
/// of each visibility and in one that is not there. The tables are written by hand from GitLab's rules (docs/gitlab-compatibility.md),
/// never from the code. A column has a sign each for public, internal, private and unknown: + is let in, 1 is 401, 3 is 403, s is 403
/// for a token whose scopes do not reach, 4 is 404, 5 is 405.
/// </summary>
public sealed partial class RestAccessTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string Projects = """
        caller                      | ReadProject | ListPackages | RecordPipelines | DeletePackages | ReadSettings | ManageProject | OwnProject | ReadProject+somebody | ReadProject+somebody DELETE
        anonymous                   | +444        | +444         | 3444            | 3444           | 3444         | 3444          | 3444       | 3444                 | 3444
        bad token                   | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        stranger                    | ++44        | ++44         | 3344            | 3344           | 3344         | 3344          | 3344       | ++44                 | 3344
        guest                       | +++4        | ++34         | 3334            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        reporter                    | +++4        | +++4         | 3334            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        developer                   | +++4        | +++4         | +++4            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        maintainer                  | +++4        | +++4         | +++4            | +++4           | +++4         | +++4          | 3334       | +++4                 | +++4
        owner                       | +++4        | +++4         | +++4            | +++4           | +++4         | +++4          | +++4       | +++4                 | +++4
        admin                       | +++4        | +++4         | +++4            | +++4           | +++4         | +++4          | +++4       | +++4                 | +++4
        group developer             | +++4        | +++4         | +++4            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        group maintainer            | +++4        | +++4         | +++4            | +++4           | +++4         | +++4          | 3334       | +++4                 | +++4
        group owner                 | +++4        | +++4         | +++4            | +++4           | +++4         | +++4          | +++4       | +++4                 | +++4
        lapsed developer            | ++44        | ++44         | 3344            | 3344           | 3344         | 3344          | 3344       | ++44                 | 3344
        blocked developer           | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        read_api                    | +++4        | +++4         | ssss            | ssss           | 3334         | ssss          | ssss       | +++4                 | sss4
        maintainer read_api         | +++4        | +++4         | ssss            | ssss           | +++4         | ssss          | ssss       | +++4                 | sss4
        admin read_api              | +++4        | +++4         | ssss            | ssss           | +++4         | ssss          | ssss       | +++4                 | sss4
        read packages               | ssss        | +++4         | ssss            | ssss           | ssss         | ssss          | ssss       | ssss                 | ssss
        write packages              | ssss        | +++4         | +++4            | 3334           | ssss         | ssss          | ssss       | ssss                 | ssss
        bound here                  | +++4        | +++4         | +++4            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        bound elsewhere             | ++44        | ++44         | 3344            | 3344           | 3344         | 3344          | 3344       | ++44                 | 3344
        admin bound elsewhere       | ++44        | ++44         | 3344            | 3344           | 3344         | 3344          | 3344       | ++44                 | 3344
        revoked                     | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        expired                     | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        deploy read                 | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        deploy write                | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        deploy group                | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        deploy elsewhere            | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        deploy revoked              | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        job                         | +++4        | +++4         | +++4            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        job of a maintainer         | +++4        | +++4         | +++4            | +++4           | 3334         | 3334          | 3334       | +++4                 | 3334
        job of a reporter           | +++4        | +++4         | 3334            | 3334           | 3334         | 3334          | 3334       | +++4                 | 3334
        job of a stranger           | ++44        | ++44         | 3344            | 3344           | 3344         | 3344          | 3344       | ++44                 | 3344
        job elsewhere               | ++34        | ++34         | 3334            | 3334           | 3334         | 3334          | 3334       | ++34                 | 3334
        job elsewhere of a stranger | ++44        | ++44         | 3344            | 3344           | 3344         | 3344          | 3344       | ++44                 | 3344
        job over                    | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        job lease over              | 1111        | 1111         | 1111            | 1111           | 1111         | 1111          | 1111       | 1111                 | 1111
        """;

    // A token that may only read is turned away from what writes.
    private const string Groups = """
        caller                      | visible group | MaintainGroup GET | MaintainGroup | OwnGroup GET | OwnGroup | visible group+api | visible group+somebody | visible group+somebody DELETE
        anonymous                   | +444          | 3444              | 3444          | 3444         | 3444     | +444              | 3444                   | 3444
        bad token                   | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        stranger                    | ++44          | 3344              | 3344          | 3344         | 3344     | ++44              | ++44                   | 3344
        guest                       | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        reporter                    | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        developer                   | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        maintainer                  | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        owner                       | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        admin                       | +++4          | +++4              | +++4          | +++4         | +++4     | +++4              | +++4                   | +++4
        group developer             | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        group maintainer            | +++4          | +++4              | +++4          | 3334         | 3334     | +++4              | +++4                   | 3334
        group owner                 | +++4          | +++4              | +++4          | +++4         | +++4     | +++4              | +++4                   | +++4
        lapsed developer            | ++44          | 3344              | 3344          | 3344         | 3344     | ++44              | ++44                   | 3344
        blocked developer           | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        read_api                    | +++4          | 3334              | sss4          | 3334         | sss4     | +++4              | +++4                   | sss4
        maintainer read_api         | +++4          | 3334              | sss4          | 3334         | sss4     | +++4              | +++4                   | sss4
        admin read_api              | +++4          | +++4              | sss4          | +++4         | sss4     | +++4              | +++4                   | sss4
        read packages               | +++4          | sss4              | sss4          | sss4         | sss4     | sss4              | sss4                   | sss4
        write packages              | +++4          | sss4              | sss4          | sss4         | sss4     | sss4              | sss4                   | sss4
        bound here                  | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        bound elsewhere             | ++44          | 3344              | 3344          | 3344         | 3344     | ++44              | ++44                   | 3344
        admin bound elsewhere       | ++44          | 3344              | 3344          | 3344         | 3344     | ++44              | ++44                   | 3344
        revoked                     | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        expired                     | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        deploy read                 | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        deploy write                | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        deploy group                | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        deploy elsewhere            | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        deploy revoked              | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        job                         | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        job of a maintainer         | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        job of a reporter           | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        job of a stranger           | ++44          | 3344              | 3344          | 3344         | 3344     | ++44              | ++44                   | 3344
        job elsewhere               | +++4          | 3334              | 3334          | 3334         | 3334     | +++4              | +++4                   | 3334
        job elsewhere of a stranger | ++44          | 3344              | 3344          | 3344         | 3344     | ++44              | ++44                   | 3344
        job over                    | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        job lease over              | 1111          | 1111              | 1111          | 1111         | 1111     | 1111              | 1111                   | 1111
        """;

    // What lies in no project and no group: one sign. A token that is another's, or none at all, is 401 as in GitLab.
    private const string Instance = """
        caller                      | account GET | account | admin GET | admin | token owner GET | token owner | own token | own token with api | good credentials+api
        anonymous                   | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | +
        bad token                   | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        stranger                    | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        guest                       | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        reporter                    | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        developer                   | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        maintainer                  | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        owner                       | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        admin                       | +           | +       | +         | +     | +               | +           | +         | +                  | +
        group developer             | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        group maintainer            | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        group owner                 | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        lapsed developer            | +           | +       | 3         | 3     | 1               | 1           | +         | +                  | +
        blocked developer           | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        read_api                    | +           | s       | 3         | s     | 1               | s           | +         | s                  | +
        maintainer read_api         | +           | s       | 3         | s     | 1               | s           | +         | s                  | +
        admin read_api              | +           | s       | +         | s     | +               | s           | +         | s                  | +
        read packages               | s           | s       | s         | s     | s               | s           | +         | s                  | s
        write packages              | s           | s       | s         | s     | s               | s           | +         | s                  | s
        bound here                  | 3           | 3       | 3         | 3     | 3               | 3           | +         | +                  | +
        bound elsewhere             | 3           | 3       | 3         | 3     | 3               | 3           | +         | +                  | +
        admin bound elsewhere       | 3           | 3       | 3         | 3     | 3               | 3           | +         | +                  | +
        revoked                     | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        expired                     | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        deploy read                 | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        deploy write                | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        deploy group                | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        deploy elsewhere            | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        deploy revoked              | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        job                         | 3           | 3       | 3         | 3     | 3               | 3           | 5         | 5                  | +
        job of a maintainer         | 3           | 3       | 3         | 3     | 3               | 3           | 5         | 5                  | +
        job of a reporter           | 3           | 3       | 3         | 3     | 3               | 3           | 5         | 5                  | +
        job of a stranger           | 3           | 3       | 3         | 3     | 3               | 3           | 5         | 5                  | +
        job elsewhere               | 3           | 3       | 3         | 3     | 3               | 3           | 5         | 5                  | +
        job elsewhere of a stranger | 3           | 3       | 3         | 3     | 3               | 3           | 5         | 5                  | +
        job over                    | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        job lease over              | 1           | 1       | 1         | 1     | 1               | 1           | 1         | 1                  | 1
        """;

    private static readonly string[] Visibilities = ["public", "internal", "private", "unknown"];

    public static TheoryData<DatabaseEngine, string> Callers
    {
        get
        {
            var rows = new TheoryData<DatabaseEngine, string>();
            foreach (var engine in Enum.GetValues<DatabaseEngine>())
            {
                foreach (var line in Projects.Split('\n')[1..])
                {
                    rows.Add(engine, line.Split('|')[0].Trim());
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Callers))]
    public async Task Each_address_lets_in_whom_the_table_says(DatabaseEngine engine, string caller)
    {
        var seen = new List<string>();
        var expected = new List<string>();
        foreach (var row in Rows())
        {
            var isIn = row.Path.Contains("{project}", StringComparison.Ordinal) || row.Path.Contains("{group}", StringComparison.Ordinal);
            for (var i = 0; i < (isIn ? Visibilities.Length : 1); i++)
            {
                var answer = await SendAsync(engine, caller, row, Visibilities[i]);
                var where = $"{row.Method} {row.Path} {(isIn ? Visibilities[i] : "")}";
                expected.Add($"{where} {Expected(row, caller)[i]}");
                seen.Add($"{where} {Sign(answer, caller)}");
            }
        }

        var differing = expected.Zip(seen).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First}, but it is {pair.Second[^1]}").ToList();
        Assert.True(differing.Count == 0, string.Join(Environment.NewLine, differing));
    }

    private static IEnumerable<Row> Rows() =>
        from table in (string[])[PackagesTable.Rows, ManagementTable.Rows, TokensTable.Rows, PipelinesTable.Rows]
        from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let row = new Row(parts[0].Split(',')[0], parts[1], parts[2])
        where row.Access is not ("anybody" or "good credentials")
        select row;

    // The signs of the row's column, or the one sign.
    private static string Expected(Row row, string caller)
    {
        var table = row.Path.Contains("{project}", StringComparison.Ordinal) ? Projects : row.Path.Contains("{group}", StringComparison.Ordinal) ? Groups : Instance;
        var lines = table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var column = Array.IndexOf(lines[0], $"{row.Access} {row.Method}");
        column = column < 0 ? Array.IndexOf(lines[0], row.Access) : column;
        Assert.True(column > 0, $"No column for {row.Access}.");
        return lines.Single(line => line[0] == caller)[column];
    }

    // Whatever is answered to who is let in, it is none of the refusals below.
    private static char Sign(HttpAnswer answer, string caller) => (answer.Status, answer.Text) switch
    {
        (401, var text) when text == Unauthorized(caller) => '1',
        (403, """{"message":"403 Forbidden"}""") => '3',
        (403, """{"message":"403 Forbidden - The token's scopes do not allow this.","error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token."}""") => 's',
        (404, """{"message":"404 Project Not Found"}""" or """{"message":"404 Group Not Found"}""") => '4',
        (405, """{"message":"405 Method Not Allowed"}""") => '5',
        ( >= 500 or 401 or 405, _) => throw new InvalidOperationException($"{caller}: {answer}"),
        _ => '+',
    };

    // A personal token that worked once is told what became of it; nobody else is.
    private static string Unauthorized(string caller) => caller switch
    {
        "revoked" => """{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}""",
        "expired" => """{"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."}""",
        _ => """{"message":"401 Unauthorized"}""",
    };

    // Every id but the project's and the group's is one of nothing, so that who is let in changes nothing.
    private Task<HttpAnswer> SendAsync(DatabaseEngine engine, string caller, Row row, string visibility)
    {
        var path = row.Path
            .Replace("{project}", $"{world.IdOf(engine, visibility)}", StringComparison.Ordinal)
            .Replace("{group}", $"{world.GroupIdOf(engine, visibility)}", StringComparison.Ordinal);
        return world.On(engine).SendAsync(
            new HttpMethod(row.Method),
            Placeholder().Replace(path, "999999"),
            world.TokenOf(engine, caller, visibility),
            headers: headers => headers.TryAddWithoutValidation("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    private sealed record Row(string Method, string Path, string Access);
}
