using System.CommandLine;
using Registry.Web.Packages;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>sweep</c>: what the server does every hour, at once.</summary>
internal static class SweepCommand
{
    public static Command Create(Operate operate)
    {
        var sweep = new Command("sweep", "Empties the trash of what has lain in it long enough, and deletes bytes that nothing has named for a day.");
        sweep.SetAction((_, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var report = await services.GetRequiredService<Sweeping>().SweepAsync(cancellationToken);
                return $"{report.Packages} packages and {report.Files} single files left the trash; {report.Blobs} stored files of {report.Bytes} bytes were deleted.";
            },
            cancel));
        return sweep;
    }
}
