namespace IdClip.Xmp;

/// <summary>A face that the metadata names otherwise; it is left as it is.</summary>
/// <param name="Name">The name that was to be written.</param>
/// <param name="Theirs">The name that another program wrote on the same face.</param>
public sealed record NameConflict(string Name, string Theirs);
