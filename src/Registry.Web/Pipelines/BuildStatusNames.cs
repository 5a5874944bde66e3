using Registry.Data.Entities;

namespace Registry.Web.Pipelines;

/// <summary>How far a build is, in GitLab's words.</summary>
internal static class BuildStatusNames
{
    /// <summary>Each word with what it stands for.</summary>
    public static IReadOnlyList<(string Word, BuildStatus Status)> All { get; } =
        [.. Enum.GetValues<BuildStatus>().Select(status => (status.ToString().ToLowerInvariant(), status))];

    public static string Of(BuildStatus status) => All.First(one => one.Status == status).Word;
}
