namespace Registry.Clients.Crash;

/// <summary>Uploads of one format, to a registry that may be killed amid any of them.</summary>
internal interface IUploads
{
    /// <summary>What one client sends in one life of the registry, without an end; each answers whether the registry has taken something new.</summary>
    IEnumerable<Func<Task<bool>>> Of(int crash, int client);

    /// <summary>Compares what a restarted registry serves with what it was sent and what it acknowledged, while nobody uploads.</summary>
    Task CheckAsync();
}
