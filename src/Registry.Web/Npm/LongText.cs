namespace Registry.Web.Npm;

/// <summary>A text of a publish document that is taken piece by piece, if it is a text, as it may be larger than a token.</summary>
internal enum LongText
{
    None,
    Ignored,
    Readme,
    VersionReadme,
    AttachmentData,
}
