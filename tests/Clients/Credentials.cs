namespace Registry.Clients;

/// <summary>What stands before and after the colon of Basic authentication.</summary>
public sealed record Credentials(string UserName, string Password);
