using System.Buffers;
using Registry.Web.Auth;
using Registry.Web.Http;
using Registry.Web.Packages;

namespace Registry.Web.Npm;

/// <summary>What clients read to install: a package's document, one version of it, its tarball, its attestations.</summary>
internal static class PackumentEndpoints
{
    public static void Map(NpmRoutes npm)
    {
        npm.MapNamed(HttpMethods.Get, "/{name}", ProjectPermission.ReadPackages, GetPackumentAsync);
        npm.MapNamed(HttpMethods.Get, "/{name}/{version}", ProjectPermission.ReadPackages, GetVersionAsync);
        npm.MapNamed(HttpMethods.Get, "/{name}/-/{fileName}", ProjectPermission.ReadPackages, DownloadTarballAsync).TreatAnonymousAsStranger();
        npm.MapNamed(HttpMethods.Get, "/-/npm/v1/attestations/{name}", ProjectPermission.ReadPackages, GetAttestationsAsync);
    }

    private static async Task<IResult> GetPackumentAsync(
        HttpContext context, string name, Packuments packuments, NpmForwarding forwarding, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return NpmAnswers.NoPackage;
        }

        var view = context.GetNpmView();
        var form = PackumentNegotiation.FormOf(context.Request.Headers.Accept);
        var packument = await packuments.FindAsync(view, known, form, RegistryAddress.Of(context, publicUrl), context.GetStamps().Content, cancellationToken);
        if (packument is null)
        {
            return await NpmAnswers.MissingAsync(context, view, known, version: null, forwarding, cancellationToken);
        }

        await packument.WriteAsync(context);
        return TypedResults.Empty;
    }

    private static async Task<IResult> GetVersionAsync(
        HttpContext context, string name, string version, NpmQueries queries, NpmForwarding forwarding, PublicUrl publicUrl, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known))
        {
            return NpmAnswers.NoPackage;
        }

        var view = context.GetNpmView();
        if (await queries.ReadAsync(view, known, PackumentForm.Full, cancellationToken) is not { } packument)
        {
            return await NpmAnswers.MissingAsync(context, view, known, RawPath.Unfold(version), forwarding, cancellationToken);
        }

        var wanted = packument.DistTags.FirstOrDefault(tag => tag.Tag == RawPath.Unfold(version)).Version ?? version;
        if (packument.Versions.FirstOrDefault(one => one.Version == wanted) is not { } found)
        {
            return GitLabResults.Refused(Refusal.NotFound("Version"));
        }

        var output = new ArrayBufferWriter<byte>();
        PackumentWriter.WriteVersion(output, packument, found, RegistryAddress.Of(context, publicUrl));
        await new ReadyDocument(output.WrittenSpan.ToArray(), PackumentNegotiation.FullType).WriteAsync(context);
        return TypedResults.Empty;
    }

    private static async Task<IResult> DownloadTarballAsync(
        HttpContext context, string name, string fileName, NpmTarballs tarballs, PackageDownloads downloads, ReadyBlobs blobs, CancellationToken cancellationToken)
    {
        if (!NpmPackageName.TryParse(RawPath.Unfold(name), out var known)
            || !TarballName.TryParse(known, RawPath.Unfold(fileName), out var version)
            || await tarballs.FindAsync(context.GetNpmView(), known, version, context.GetStamps().Content, cancellationToken) is not { } tarball)
        {
            return NpmAnswers.NoPackage;
        }

        downloads.Note(context, tarball.PackageId);

        return BlobResult.Of(context, blobs, tarball.Sha256, TarballName.WithoutScope(tarball.FileName));
    }

    // Named like a package, so that who may read the package may read this: @scope/name@1.0.0.
    private static async Task<IResult> GetAttestationsAsync(
        HttpContext context, string name, NpmQueries queries, ReadyBlobs blobs, CancellationToken cancellationToken)
    {
        var spec = RawPath.Unfold(name);
        if (spec.LastIndexOf('@') is not (> 0 and var at) || !NpmPackageName.TryParse(spec[..at], out var known) || !NpmVersion.TryParse(spec[(at + 1)..], out var version)
            || await queries.FindAttestationAsync(context.GetNpmView(), known, version, cancellationToken) is not { } file)
        {
            return context.GetNpmView().ReadableIds.Count == 0 ? NpmAnswers.Missing(context) : GitLabResults.Refused(Refusal.NotFound("Attestations"));
        }

        return await AttestationsAsync(context, blobs, file, cancellationToken);
    }

    private static async Task<IResult> AttestationsAsync(HttpContext context, ReadyBlobs blobs, AttestationFile file, CancellationToken cancellationToken)
    {
        await using var stored = blobs.OpenRead(file.Sha256) ?? throw new InvalidOperationException($"The stored file {file.Sha256} is missing: run verify.");
        var output = new MemoryStream();
        output.Write("{\"attestations\":[{\"predicateType\":"u8);
        output.Write(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(file.PredicateType, NpmJson.Readable.String));
        output.Write(",\"bundle\":"u8);
        await stored.CopyToAsync(output, cancellationToken);
        output.Write("}]}"u8);
        await new ReadyDocument(output.ToArray(), PackumentNegotiation.FullType).WriteAsync(context);
        return TypedResults.Empty;
    }
}
