namespace IdClip.Archive.Ingest.Walk;

/// <summary>A photo or video file as the walk saw it.</summary>
/// <param name="Name">Name in its folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last write in UTC ticks.</param>
/// <param name="Problem">Why it is not worth opening, or null.</param>
internal readonly record struct WalkedFile(string Name, long Size, long Modified, string? Problem);
