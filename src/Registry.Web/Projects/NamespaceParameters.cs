using Registry.Data.Entities;
using Registry.Web.Http;

namespace Registry.Web.Projects;

/// <summary>The parameters that projects, groups and members have in common.</summary>
internal static class NamespaceParameters
{
    public static readonly ApiParameter<string?> Name = ApiParameters.Text("name", "The name that pages show.");
    public static readonly ApiParameter<string?> OwnPath = ApiParameters.Text("path", "The last part of the address. A former one keeps leading here.");
    public static readonly ApiParameter<string?> Description = ApiParameters.Text("description", "A sentence or two; empty to take it away.", maxLength: 2000);
    public static readonly ApiParameter<string?> Search = ApiParameters.Text("search", "A part of the name or path, in any case.");
    public static readonly ApiParameter<bool?> Descends = Sorting.Descends(null);
    public static readonly ApiParameter<bool?> Owned = ApiParameters.Flag("owned", "Only what the caller owns.", "false");
    public static readonly ApiParameter<AccessLevel?> LeastRole = Level("min_access_level", "Only where the caller has at least this role.");
    public static readonly ApiParameter<Visibility?> VisibleTo = ApiParameters.OneOf(
        "visibility", "Who may see it.", null,
        ("private", Visibility.Private), ("internal", Visibility.Internal), ("public", Visibility.Public));

    /// <summary>GitLab's numbers of roles.</summary>
    public static ApiParameter<AccessLevel?> Level(string name, string description) => ApiParameters.OneOf(
        name, $"{description} 10 Guest, 20 Reporter, 30 Developer, 40 Maintainer, 50 Owner.", null,
        ("10", AccessLevel.Guest), ("20", AccessLevel.Reporter), ("30", AccessLevel.Developer), ("40", AccessLevel.Maintainer), ("50", AccessLevel.Owner));

    /// <summary>A role that the caller must have, as two parameters say it: the more demanding of them.</summary>
    public static AccessLevel? RoleAsked(HttpContext context) => context.Get(Owned) == true ? AccessLevel.Owner : context.Get(LeastRole);

    /// <summary>The fault of a name or path that is given and blank, if there is one.</summary>
    public static IResult? BlankFault(HttpContext context)
    {
        foreach (var parameter in (ApiParameter<string?>[])[Name, OwnPath])
        {
            if (context.GetArguments().Has(parameter) && string.IsNullOrWhiteSpace(context.Get(parameter)))
            {
                return FieldFaults.Refused(parameter.Name, "can't be blank");
            }
        }

        return null;
    }

    /// <summary>What came of a change that did not come off.</summary>
    public static IResult Refused(NamespaceChangeResult result, string what) => result switch
    {
        NamespaceChangeResult.Invalid invalid => FieldFaults.Refused(invalid.Field, invalid.Fault),
        NamespaceChangeResult.Modified => GitLabResults.Refused(Refusal.PreconditionFailed),
        NamespaceChangeResult.Forbidden => GitLabResults.Refused(Refusal.Forbidden),
        _ => GitLabResults.Refused(Refusal.NotFound(what)),
    };
}
