namespace IdClip.Archive.Ingest.Walk;

/// <summary>A folder as the walk saw it.</summary>
/// <param name="Path">Absolute path, by the way the walk came.</param>
/// <param name="Files">Its photo and video files by name.</param>
/// <param name="IsWhole">Whether a file that is not listed is gone; false where only some of its files were asked for.</param>
internal sealed record WalkedFolder(string Path, IReadOnlyList<WalkedFile> Files, bool IsWhole);
