namespace Registry.Web.Npm;

/// <summary>How a client tells what it wants to have audited.</summary>
internal enum AuditForm
{
    /// <summary><c>advisories/bulk</c>: names, each with its versions.</summary>
    Bulk,

    /// <summary><c>audits</c> and <c>audits/quick</c>: a lock file's tree.</summary>
    Tree,
}
