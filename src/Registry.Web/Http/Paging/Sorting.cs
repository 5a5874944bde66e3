namespace Registry.Web.Http;

/// <summary>In which direction a list runs.</summary>
internal static class Sorting
{
    /// <summary>GitLab's <c>sort</c>: whether the last come first.</summary>
    /// <param name="usual">What holds where it is not given; null where that depends on more.</param>
    public static ApiParameter<bool?> Descends(string? usual) => ApiParameters.OneOf("sort", "The direction of the order.", usual, ("asc", false), ("desc", true));
}
