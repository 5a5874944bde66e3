namespace Registry.Data;

/// <summary>
/// Tells whether anything moved. What was derived from rows under a stamp holds as long as the stamp stays: both only grow,
/// in the transaction that changed the rows. <paramref name="Access"/> covers accounts, tokens, groups, projects and
/// members; <paramref name="Content"/> covers packages. Neither knows of time: what expires needs a date beside its stamp.
/// </summary>
public readonly record struct Stamps(long Access, long Content);
