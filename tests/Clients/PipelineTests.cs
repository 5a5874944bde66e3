using Registry.Clients.Helm;
using Xunit;

namespace Registry.Clients;

/// <summary>A CI system that knows nothing of GitLab records its build with curl, publishes, and says how it ended.</summary>
[Collection(nameof(TestRegistry))]
public class PipelineTests(TestRegistry registry)
{
    [Fact]
    public async Task A_build_is_recorded_publishes_by_the_guides_own_line_and_ends_its_token()
    {
        using var helm = new HelmClient("3.10.1");
        await TestChart.WriteAsync(helm, "mychart", "0.1.0");
        var channel = registry.NewChannel();

        var printed = (await helm.ShellAsync(
            $$"""
            id() { sed 's/^{"id":\([0-9]*\).*/\1/'; }
            api="$CI_API_V4_URL/projects/$CI_PROJECT_ID"
            pipeline=$(curl --silent --fail-with-body --header "PRIVATE-TOKEN: $TOKEN" --data ref=main --data sha=3f786850e387550fdab836ed7e6dc881de23001b "$api/pipelines" | id)
            curl --silent --fail-with-body --header "PRIVATE-TOKEN: $TOKEN" --data name=publish "$api/pipelines/$pipeline/jobs" > job.json
            job=$(id < job.json)
            CI_JOB_TOKEN=$(sed 's/.*"token":"\([^"]*\)".*/\1/' job.json)
            curl --silent --fail-with-body --request POST --user gitlab-ci-token:$CI_JOB_TOKEN --form "chart=@mychart-0.1.0.tgz" "${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/packages/helm/api/{{channel}}/charts"
            curl --silent --fail-with-body --request PUT --header "JOB-TOKEN: $CI_JOB_TOKEN" --data status=success "$api/pipelines/$pipeline" > /dev/null
            curl --silent --fail-with-body --request PUT --header "JOB-TOKEN: $CI_JOB_TOKEN" --data status=success "$api/jobs/$job" > /dev/null
            echo
            curl --silent --output /dev/null --write-out '%{http_code}' --user gitlab-ci-token:$CI_JOB_TOKEN "$api/packages/helm/{{channel}}/index.yaml"
            """,
            ("CI_API_V4_URL", $"{registry.Server.Address}api/v4"),
            ("CI_PROJECT_ID", registry.Private.Id),
            ("TOKEN", registry.Developer.Password))).Succeeded();

        Assert.Equal("{\"message\":\"201 Created\"}\n401", printed.Output);
    }
}
