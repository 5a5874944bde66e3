using System.Text.Json.Serialization;
using Registry.Web.Http;

namespace Registry.Web.Accounts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UserDetailsResponse))]
[JsonSerializable(typeof(IReadOnlyList<UserResponse>))]
[JsonSerializable(typeof(IReadOnlyList<UserDetailsResponse>))]
internal sealed partial class AccountsJson : JsonSerializerContext
{
    /// <summary>Names are in every script, and addresses hold plus signs: they stay as they are.</summary>
    public static AccountsJson Readable { get; } = new(ApiJson.SnakeCase());
}
