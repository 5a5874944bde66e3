using Microsoft.AspNetCore.Identity;

namespace Registry.Data.Entities;

/// <summary>A person. The user name is also the path of the person's own namespace.</summary>
public sealed class User : IdentityUser<long>
{
    /// <summary>The name that pages show; the user name where none was given.</summary>
    public string Name { get; set; } = "";

    public bool IsAdmin { get; set; }

    /// <summary>Set while the account is blocked: neither password nor tokens work.</summary>
    public DateTimeOffset? BlockedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
