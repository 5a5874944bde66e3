using Registry.Data;
using Xunit;

namespace Registry.Unit.Auth;

/// <summary>The headers that npm's clients and scripts send tokens in, at each level. What does not work is 401.</summary>
public sealed class NpmCarrierTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const DatabaseEngine Engine = DatabaseEngine.Sqlite;
    private const string Unauthorized = """401 {"message":"401 Unauthorized","error":"401 Unauthorized"}""";

    [Theory]
    [InlineData("Authorization", "Bearer {0}", "developer", "Developer")]
    [InlineData("Authorization", "bearer {0}", "developer", "Developer")]
    [InlineData("Authorization", "Bearer {0}", "deploy read", "gitlab\\+deploy-token-\\d+")]
    [InlineData("Authorization", "Bearer {0}", "job", "Developer")]
    [InlineData("Authorization", "Basic", "developer", "Developer")]
    [InlineData("Authorization", "Basic", "deploy read", "gitlab\\+deploy-token-\\d+")]
    [InlineData("Authorization", "Basic", "job", "Developer")]
    [InlineData("PRIVATE-TOKEN", "{0}", "developer", "Developer")]
    [InlineData("PRIVATE-TOKEN", "{0}", "deploy read", null)]
    [InlineData("PRIVATE-TOKEN", "{0}", "job", null)]
    [InlineData("JOB-TOKEN", "{0}", "job", "Developer")]
    [InlineData("JOB-TOKEN", "{0}", "developer", null)]
    [InlineData("JOB-TOKEN", "{0}", "deploy read", null)]
    [InlineData("Deploy-Token", "{0}", "deploy read", "gitlab\\+deploy-token-\\d+")]
    [InlineData("Deploy-Token", "{0}", "developer", null)]
    [InlineData("Deploy-Token", "{0}", "job", null)]
    public async Task A_carrier_takes_its_own_kinds_of_tokens(string header, string form, string caller, string? name)
    {
        var token = world.TokenOf(Engine, caller, "private")!;
        var value = form == "Basic" ? $"{RunningRegistry.Basic(token, "whoever")}" : form.Replace("{0}", token, StringComparison.Ordinal);
        foreach (var prefix in (string[])[$"projects/{world.IdOf(Engine, "private")}", "groups/acme%2fprivate/-", ""])
        {
            var answer = await world.On(Engine).SendAsync(
                HttpMethod.Get, $"/api/v4/{prefix}/packages/npm/-/whoami".Replace("//", "/", StringComparison.Ordinal), headers: headers => headers.TryAddWithoutValidation(header, value));

            if (name is null)
            {
                Assert.Equal(Unauthorized, answer.ToString());
            }
            else
            {
                Assert.Matches($$"""^200 \{"username":"{{name}}"\}$""", answer.ToString());
                Assert.Equal("no-store", answer.Header("Cache-Control"));
            }
        }
    }
}
