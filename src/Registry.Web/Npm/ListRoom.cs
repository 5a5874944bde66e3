using System.Text.Json;

namespace Registry.Web.Npm;

/// <summary>Counts the names and notes of a document that are kept in memory.</summary>
internal sealed class ListRoom(int limit)
{
    private int _taken;

    /// <summary>How much memory they hold, as text of two bytes a character.</summary>
    public int Size => 2 * _taken;

    public void Take(ref Utf8JsonReader token)
    {
        if (token.ValueSpan.Length > limit - _taken)
        {
            throw UnusablePublishException.TooLarge("List of versions, dist-tags and attachments", limit);
        }

        _taken += token.ValueSpan.Length;
    }

    /// <summary>The text of a token, counted.</summary>
    public string Text(ref Utf8JsonReader token)
    {
        Take(ref token);
        return JsonText.Of(ref token);
    }
}
