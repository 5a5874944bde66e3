using System.CommandLine;
using System.Globalization;
using Registry.Web.Auth;
using Registry.Web.Packages;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>package trash FULL/PATH</c>, <c>package restore FULL/PATH ID</c> and <c>package delete FULL/PATH ID</c>.</summary>
internal static class PackageCommand
{
    public static Command Create(Operate operate)
    {
        var path = new Argument<string>("FULL/PATH") { Description = "The project." };
        var id = new Argument<long>("ID") { Description = "The id of the package, as the API and the pages count them." };

        var trash = new Command("trash", "Lists the deleted packages that can be restored: id, type, name, version, when it was deleted.") { path };
        trash.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var project = await Lookups.ProjectAsync(services, parsed.GetRequiredValue(path), cancellationToken);
                var deleted = await services.GetRequiredService<PackageQueries>().ListDeletedAsync(project, cancellationToken);
                return string.Join(Environment.NewLine, deleted.Select(package => string.Create(
                    CultureInfo.InvariantCulture, $"{package.Id} {PackageTypeNames.Of(package.Type)} {package.Name} {package.Version} {package.DeletedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}")));
            },
            cancel));

        var restore = new Command("restore", "Takes a deleted package out of the trash.") { path, id };
        restore.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var change = await ChangeAsync(services, parsed.GetRequiredValue(path), parsed.GetRequiredValue(id), cancellationToken);
                return await services.GetRequiredService<PackageRemover>().RestoreAsync(change, cancellationToken) switch
                {
                    RemovalResult.Done => $"{change.PackageId} is restored",
                    RemovalResult.ExistsAgain again => throw new OperatorException($"{again.Name} {again.Version} was published again since: delete that one first."),
                    _ => throw new OperatorException($"There is no package {change.PackageId} in the trash of '{parsed.GetRequiredValue(path)}'."),
                };
            },
            cancel));

        var delete = new Command("delete", "Puts a package into the trash.") { path, id };
        delete.SetAction((parsed, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var change = await ChangeAsync(services, parsed.GetRequiredValue(path), parsed.GetRequiredValue(id), cancellationToken);
                return await services.GetRequiredService<PackageRemover>().DeleteAsync(change, cancellationToken) is RemovalResult.Done
                    ? $"{change.PackageId} is deleted"
                    : throw new OperatorException($"There is no package {change.PackageId} in '{parsed.GetRequiredValue(path)}'.");
            },
            cancel));
        return OperatorCommands.Noun("package", "Packages.", trash, restore, delete);
    }

    private static async Task<PackageChange> ChangeAsync(IServiceProvider services, string fullPath, long id, CancellationToken cancellationToken) =>
        new(await Lookups.ProjectAsync(services, fullPath, cancellationToken), id, OperatorCommands.Actor, PackageGuard.Open);
}
