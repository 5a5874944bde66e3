using Registry.Data.Entities;

namespace Registry.Web.Auth;

/// <summary>The one package that a token is good for.</summary>
internal sealed record BoundPackage(PackageType Type, string Name);
