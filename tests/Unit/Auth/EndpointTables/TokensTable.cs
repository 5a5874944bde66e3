namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Tokens, settings, audit and facts about the server: a line an address, its methods and who may use it, by hand.</summary>
internal static class TokensTable
{
    public const string Rows = """
        GET,HEAD /api/v4/personal_access_tokens                                  account
        GET,HEAD /api/v4/personal_access_tokens/{id}                             token owner
        DELETE /api/v4/personal_access_tokens/{id}                               token owner
        POST /api/v4/personal_access_tokens/{id}/rotate                          token owner
        GET,HEAD /api/v4/personal_access_tokens/self                             own token
        DELETE /api/v4/personal_access_tokens/self                               own token
        POST /api/v4/personal_access_tokens/self/rotate                          own token with api
        GET,HEAD /api/v4/personal_access_tokens/self/associations                account
        POST /api/v4/users/{user_id}/personal_access_tokens                      admin
        POST /api/v4/user/personal_access_tokens                                 account
        GET,HEAD /api/v4/deploy_tokens                                           admin
        GET,HEAD /api/v4/projects/{project}/deploy_tokens                        ReadSettings
        POST /api/v4/projects/{project}/deploy_tokens                            ManageProject
        GET,HEAD /api/v4/projects/{project}/deploy_tokens/{token_id}             ReadSettings
        PUT /api/v4/projects/{project}/deploy_tokens/{token_id}                  ManageProject
        DELETE /api/v4/projects/{project}/deploy_tokens/{token_id}               ManageProject
        GET,HEAD /api/v4/groups/{group}/deploy_tokens                            MaintainGroup
        POST /api/v4/groups/{group}/deploy_tokens                                OwnGroup
        GET,HEAD /api/v4/groups/{group}/deploy_tokens/{token_id}                 MaintainGroup
        PUT /api/v4/groups/{group}/deploy_tokens/{token_id}                      OwnGroup
        DELETE /api/v4/groups/{group}/deploy_tokens/{token_id}                   OwnGroup
        GET,HEAD /api/v4/projects/{project}/package_settings                     ReadSettings
        PUT /api/v4/projects/{project}/package_settings/{package_type}           ManageProject
        GET,HEAD /api/v4/projects/{project}/audit_events                         ReadSettings
        GET,HEAD /api/v4/projects/{project}/audit_events/export                  ReadSettings
        GET,HEAD /api/v4/groups/{group}/audit_events                             OwnGroup
        GET,HEAD /api/v4/groups/{group}/audit_events/export                      OwnGroup
        GET,HEAD /api/v4/audit_events                                            admin
        GET,HEAD /api/v4/audit_events/export                                     admin
        GET,HEAD /api/v4/version                                                 account
        GET,HEAD /api/v4/metadata                                                account
        """;
}
