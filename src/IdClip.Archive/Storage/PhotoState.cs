namespace IdClip.Archive.Storage;

/// <summary>How far an encoded photo is; found and failed are states of its file and its content.</summary>
internal enum PhotoState
{
    Encoded = 1,
    Indexed = 2,
}
