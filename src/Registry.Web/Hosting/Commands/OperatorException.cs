namespace Registry.Web.Hosting.Commands;

/// <summary>A command cannot do what it was told; the message says why and what to do.</summary>
internal sealed class OperatorException(string message) : Exception(message);
