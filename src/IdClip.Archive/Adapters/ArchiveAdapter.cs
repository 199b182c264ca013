namespace IdClip.Archive.Adapters;

/// <summary>An adapter as an archive knows it.</summary>
/// <param name="Name">Its name in the adapter store.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights; vectors of different identities are never compared.</param>
/// <param name="ChangesImages">Whether it has an image space of its own; otherwise the archive's photo embeddings serve it too.</param>
public sealed record ArchiveAdapter(string Name, string Identity, bool ChangesImages);
