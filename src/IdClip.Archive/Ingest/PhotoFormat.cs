namespace IdClip.Archive.Ingest;

/// <summary>What a file is by its extension.</summary>
internal enum PhotoFormat
{
    None,
    Picture,
    Video,
}
