namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Packages: a line an address, its methods and who may use it, by hand.</summary>
internal static class PackagesTable
{
    public const string Rows = """
        GET,HEAD /api/v4/projects/{project}/packages                                         ListPackages
        GET,HEAD /api/v4/groups/{group}/packages                                             visible group
        GET,HEAD /api/v4/projects/{project}/packages/{package_id}                            ListPackages
        GET,HEAD /api/v4/projects/{project}/packages/{package_id}/pipelines                  ListPackages
        GET,HEAD /api/v4/projects/{project}/packages/{package_id}/package_files              ListPackages
        GET,HEAD /api/v4/projects/{project}/packages/{package_id}/package_files/{package_file_id}/download ListPackages
        PUT /api/v4/projects/{project}/packages/{package_id}                                 DeletePackages
        DELETE /api/v4/projects/{project}/packages/{package_id}                              DeletePackages
        DELETE /api/v4/projects/{project}/packages/{package_id}/package_files/{package_file_id} DeletePackages
        POST /api/v4/projects/{project}/packages/{package_id}/restore                        DeletePackages
        GET,HEAD /api/v4/projects/{project}/packages/protection/rules                        ReadSettings
        POST /api/v4/projects/{project}/packages/protection/rules                            ManageProject
        PATCH /api/v4/projects/{project}/packages/protection/rules/{package_protection_rule_id} ManageProject
        DELETE /api/v4/projects/{project}/packages/protection/rules/{package_protection_rule_id} ManageProject
        """;
}
