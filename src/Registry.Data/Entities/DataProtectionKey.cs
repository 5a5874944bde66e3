namespace Registry.Data.Entities;

/// <summary>A key that protects cookies and forms, as the framework's XML. In the database, so that all nodes share it.</summary>
public sealed class DataProtectionKey
{
    public long Id { get; set; }
    public required string FriendlyName { get; set; }
    public required string Xml { get; set; }
}
