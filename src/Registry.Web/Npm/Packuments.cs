using System.Buffers;
using Registry.Web.Http;

namespace Registry.Web.Npm;

/// <summary>The documents of packages, kept ready for each view, form and address they are asked at.</summary>
internal sealed class Packuments(ReadyDocuments documents, NpmQueries queries)
{
    /// <summary>The package's document, or null if there is no version of it in view.</summary>
    /// <param name="view">What may be shown.</param>
    /// <param name="name">The package.</param>
    /// <param name="form">Full or abbreviated.</param>
    /// <param name="registryUrl">The address that the client uses as its registry.</param>
    /// <param name="content">The content stamp as of the beginning of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<ReadyDocument?> FindAsync(NpmView view, NpmPackageName name, PackumentForm form, string registryUrl, long content, CancellationToken cancellationToken) =>
        documents.FindAsync(
            new Key(view.Key, name.Text, form, registryUrl),
            content,
            async cancel => await queries.FindRevisionAsync(view, name, cancel),
            cancel => RenderAsync(view, name, form, registryUrl, cancel),
            cancellationToken);

    private async Task<ReadyDocument?> RenderAsync(NpmView view, NpmPackageName name, PackumentForm form, string registryUrl, CancellationToken cancellationToken)
    {
        if (await queries.ReadAsync(view, name, form, cancellationToken) is not { } packument)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>();
        PackumentWriter.Write(output, packument, form, registryUrl);
        return new ReadyDocument(output.WrittenSpan.ToArray(), PackumentNegotiation.TypeOf(form), offersBrotli: true, isByAccept: true);
    }

    private sealed record Key(string View, string Name, PackumentForm Form, string RegistryUrl);
}
