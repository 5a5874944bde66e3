namespace Registry.Unit.Auth.EndpointTables;

/// <summary>Users, groups, projects and members: a line an address, its methods and who may use it, by hand.</summary>
internal static class ManagementTable
{
    public const string Rows = """
        GET,HEAD /api/v4/user                                         account
        GET,HEAD /api/v4/users                                        account
        POST /api/v4/users                                            admin
        GET,HEAD /api/v4/users/{user_id}                              account
        PUT /api/v4/users/{user_id}                                   admin
        DELETE /api/v4/users/{user_id}                                admin
        POST /api/v4/users/{user_id}/block                            admin
        POST /api/v4/users/{user_id}/unblock                          admin
        GET,HEAD /api/v4/users/{user_id}/projects                     good credentials+api
        GET,HEAD /api/v4/namespaces                                   account
        GET,HEAD /api/v4/namespaces/{namespace_id}                    account
        GET,HEAD /api/v4/groups                                       good credentials+api
        POST /api/v4/groups                                           account
        GET,HEAD /api/v4/groups/{group}                               visible group+api
        PUT /api/v4/groups/{group}                                    OwnGroup
        DELETE /api/v4/groups/{group}                                 OwnGroup
        GET,HEAD /api/v4/groups/{group}/projects                      visible group+api
        GET,HEAD /api/v4/groups/{group}/subgroups                     visible group+api
        GET,HEAD /api/v4/groups/{group}/descendant_groups             visible group+api
        GET,HEAD /api/v4/groups/{group}/members                       visible group+somebody
        POST /api/v4/groups/{group}/members                           OwnGroup
        GET,HEAD /api/v4/groups/{group}/members/{user_id}             visible group+somebody
        PUT /api/v4/groups/{group}/members/{user_id}                  OwnGroup
        DELETE /api/v4/groups/{group}/members/{user_id}               visible group+somebody
        GET,HEAD /api/v4/groups/{group}/members/all                   visible group+somebody
        GET,HEAD /api/v4/groups/{group}/members/all/{user_id}         visible group+somebody
        GET,HEAD /api/v4/projects                                     good credentials+api
        POST /api/v4/projects                                         account
        GET,HEAD /api/v4/projects/{project}                           ReadProject
        PUT /api/v4/projects/{project}                                ManageProject
        DELETE /api/v4/projects/{project}                             OwnProject
        GET,HEAD /api/v4/projects/{project}/members                   ReadProject+somebody
        POST /api/v4/projects/{project}/members                       ManageProject
        GET,HEAD /api/v4/projects/{project}/members/{user_id}         ReadProject+somebody
        PUT /api/v4/projects/{project}/members/{user_id}              ManageProject
        DELETE /api/v4/projects/{project}/members/{user_id}           ReadProject+somebody
        GET,HEAD /api/v4/projects/{project}/members/all               ReadProject+somebody
        GET,HEAD /api/v4/projects/{project}/members/all/{user_id}     ReadProject+somebody
        """;
}
