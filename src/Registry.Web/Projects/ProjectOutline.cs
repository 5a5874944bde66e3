namespace Registry.Web.Projects;

/// <summary>What the navigation beside each page of a project shows of it, to this caller.</summary>
/// <param name="Packages">How many names it holds packages of.</param>
/// <param name="MayList">Whether the caller may see what is in it: who may not, such as a Guest, is told no numbers.</param>
/// <param name="MayPublish">Whether the caller may publish to it.</param>
/// <param name="MayDelete">Whether the caller may delete packages of it.</param>
/// <param name="MaySeeSettings">Whether the caller may see its settings, trash and audit.</param>
public sealed record ProjectOutline(
    long Id, string FullPath, string Name, int Packages, int Pipelines, bool MayList, bool MayPublish, bool MayDelete, bool MaySeeSettings);

/// <summary>The same of a group.</summary>
/// <param name="MayMaintain">Whether the caller may make projects in it.</param>
/// <param name="MayOwn">Whether the caller may change it and its members.</param>
public sealed record GroupOutline(long Id, string FullPath, string Name, bool IsPersonal, bool MayMaintain, bool MayOwn);
