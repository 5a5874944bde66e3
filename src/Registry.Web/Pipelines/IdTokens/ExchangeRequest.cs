using Registry.Data;
using Registry.Web.Http;

namespace Registry.Web.Pipelines;

/// <summary>An ID token that somebody wants a job token for.</summary>
/// <param name="IdToken">As it was sent.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="Narrow">Picks, among the projects that trust the build, those that can be meant.</param>
internal sealed record ExchangeRequest(string IdToken, string? Address, NarrowProjects Narrow)
{
    /// <summary>The only project that can be meant, if that is known before.</summary>
    public long? ProjectId { get; init; }

    /// <summary>The only package that the job may change.</summary>
    public string? PackageName { get; init; }

    public override string ToString() => "exchange"; // a record would print the token
}

/// <summary>Picks the projects that can be meant.</summary>
internal delegate Task<IReadOnlyList<long>> NarrowProjects(RegistryDbContext database, IReadOnlyList<long> projectIds, CancellationToken cancellationToken);

/// <summary>What came of an exchange.</summary>
internal abstract record ExchangeResult
{
    private ExchangeResult()
    {
    }

    public sealed record Opened(OpenedJob Job) : ExchangeResult;

    public sealed record Refused(Refusal Refusal) : ExchangeResult;
}
