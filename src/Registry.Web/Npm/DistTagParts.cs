using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>The field <c>dist-tags</c> of a publish document.</summary>
internal sealed class DistTagParts(PublishLimits limits, ListRoom room)
{
    private readonly OrderedDictionary<string, string> _tags = new(StringComparer.Ordinal);
    private string _tag = "";

    public IReadOnlyList<KeyValuePair<string, string>> Tags => _tags;

    public void Take(ref Utf8JsonReader token)
    {
        var kind = token.TokenType;
        switch (token.CurrentDepth)
        {
            case 1 when kind is not (JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.Null):
                throw UnusablePublishException.Malformed("The field 'dist-tags' must be an object.");
            case 2 when kind is JsonTokenType.PropertyName:
                _tag = room.Text(ref token);
                break;
            case 2 when kind is JsonTokenType.String:
                _tags[_tag] = room.Text(ref token);
                if (_tags.Count > limits.DistTags)
                {
                    throw UnusablePublishException.TooLarge("List of dist-tags", limits.DistTags, "dist-tags");
                }

                break;
            case 2:
                throw UnusablePublishException.Malformed($"The dist-tag '{_tag}' must name a version.");
        }
    }
}
