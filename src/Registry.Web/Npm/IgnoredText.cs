namespace Registry.Web.Npm;

/// <summary>Passes over a text that nobody wants.</summary>
internal sealed class IgnoredText : ITextSink
{
    public static readonly IgnoredText Instance = new();

    public ValueTask AppendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
