using Registry.Web.Http;

namespace Registry.Web.Packages;

/// <summary>The parameters of routes about one package.</summary>
internal static class PackageParameters
{
    public static readonly ApiParameter<long?> PackageId = ApiParameters.Integer("package_id", "The id of the package.").Required();
    public static readonly ApiParameter<long?> FileId = ApiParameters.Integer("package_file_id", "The id of the file.").Required();
}
