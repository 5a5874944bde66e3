namespace Registry.Data;

/// <summary>The database's schema does not fit this program; the message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
