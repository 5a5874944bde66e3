namespace Registry.Web.Npm;

/// <summary>A version that a publish document names.</summary>
/// <param name="Key">As it was written, not yet a version.</param>
/// <param name="Deprecated">The note; empty takes one back, null says nothing of it.</param>
internal sealed record PublishedVersion(string Key, string? Deprecated);
