namespace Registry.Web.Hosting;

/// <summary>The program cannot start; the message tells the operator what to do.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
