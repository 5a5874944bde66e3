namespace Registry.Web.Hosting;

/// <summary>Marks every log line of a request with its id.</summary>
internal sealed record RequestScope(string Id);
