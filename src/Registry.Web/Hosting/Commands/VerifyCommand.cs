using System.CommandLine;

namespace Registry.Web.Hosting.Commands;

/// <summary><c>verify</c>: every stored file hashed again, and every row's bytes looked for.</summary>
internal static class VerifyCommand
{
    public static Command Create(Operate operate)
    {
        var verify = new Command("verify", "Hashes every stored file again and looks for every row's bytes. Fails if any is damaged or missing.");
        verify.SetAction((_, cancel) => operate(
            async (services, cancellationToken) =>
            {
                var report = await services.GetRequiredService<Verification>().RunAsync(cancellationToken);
                return report.Faults.Count == 0 ? report.Summary : throw new OperatorException(string.Join(Environment.NewLine, [.. report.Faults, report.Summary]));
            },
            cancel));
        return verify;
    }
}
