namespace Registry.Data;

/// <summary>Reads the stamps cheaply enough for every request.</summary>
public interface IStampReader
{
    /// <summary>The stamps as of a moment after the call began, commits of every process included.</summary>
    ValueTask<Stamps> ReadAsync(CancellationToken cancellationToken);
}
