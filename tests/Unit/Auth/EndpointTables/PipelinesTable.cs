namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Pipelines, jobs and the exchange of ID tokens: a line an address, its methods and who may use it, by hand.</summary>
internal static class PipelinesTable
{
    public const string Rows = """
        GET,HEAD /api/v4/projects/{project}/pipelines                                        ListPackages
        POST /api/v4/projects/{project}/pipelines                                            RecordPipelines
        GET,HEAD /api/v4/projects/{project}/pipelines/{pipeline_id}                          ListPackages
        PUT /api/v4/projects/{project}/pipelines/{pipeline_id}                               RecordPipelines
        GET,HEAD /api/v4/projects/{project}/pipelines/{pipeline_id}/jobs                     ListPackages
        POST /api/v4/projects/{project}/pipelines/{pipeline_id}/jobs                         RecordPipelines
        GET,HEAD /api/v4/projects/{project}/jobs/{job_id}                                    ListPackages
        PUT /api/v4/projects/{project}/jobs/{job_id}                                         RecordPipelines
        GET,HEAD /api/v4/projects/{project}/trusted_publishers                               ReadSettings
        POST /api/v4/projects/{project}/trusted_publishers                                   ManageProject
        DELETE /api/v4/projects/{project}/trusted_publishers/{trusted_publisher_id}          ManageProject
        POST /api/v4/oidc/token                                                              anybody
        """;
}
