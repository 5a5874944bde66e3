using Registry.Web.Packages.Contents;

namespace Registry.Web.Packages;

/// <summary>Opens the values of a version to be tried out. The caller has been let into the project already.</summary>
internal sealed class WorkbenchQueries(PackageQueries packages)
{
    /// <param name="project">Where the version is, for the commands that install it.</param>
    /// <param name="packageId">The version.</param>
    /// <param name="withHidden">Whether a hidden one is shown.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<WorkbenchOpening> OpenAsync(ProjectAddress project, long packageId, bool withHidden, CancellationToken cancellationToken)
    {
        if (await packages.FindAsync(project.ProjectId, packageId, withHidden, cancellationToken) is not { Page.Workbench: { } workbench, Package: var package } details)
        {
            return new WorkbenchOpening.Closed("Somebody deleted the version just now.");
        }

        switch (await details.Page.OpenAsync(details, cancellationToken))
        {
            case PackageOpening.Opened opened:
                var description = await details.Page.DescribeAsync(project, details, label: null, cancellationToken);
                var place = description.InstallsFrom is { } label ? new InstallPlace(project, label, package.Name, package.Version) : null;
                return new WorkbenchOpening.Opened(workbench, workbench.Outline(opened.Contents), place);
            case PackageOpening.Closed closed:
                return new WorkbenchOpening.Closed(closed.Reason);
            default:
                throw new InvalidOperationException("There are two ways in which a version opens.");
        }
    }
}

/// <summary>What came of opening values.</summary>
internal abstract record WorkbenchOpening
{
    private WorkbenchOpening()
    {
    }

    /// <param name="Place">Where the version is installed from; null where it cannot be.</param>
    public sealed record Opened(IValueWorkbench Workbench, ValueOutline Outline, InstallPlace? Place) : WorkbenchOpening;

    /// <summary>The reason is a sentence for whoever wanted to look.</summary>
    public sealed record Closed(string Reason) : WorkbenchOpening;
}
