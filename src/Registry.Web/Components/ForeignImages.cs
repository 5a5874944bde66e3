namespace Registry.Web.Components;

/// <summary>On a request whose reader asked for pictures from elsewhere: the policy of its page allows them.</summary>
internal sealed class ForeignImages
{
    private ForeignImages()
    {
    }

    public static ForeignImages Allowed { get; } = new();
}
