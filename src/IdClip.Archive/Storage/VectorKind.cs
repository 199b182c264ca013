namespace IdClip.Archive.Storage;

/// <summary>Which index a vector is in.</summary>
internal enum VectorKind
{
    Photo = 1,
    Face = 2,
}
