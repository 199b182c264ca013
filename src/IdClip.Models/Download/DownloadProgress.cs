namespace IdClip.Models.Download;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is being downloaded.</param>
/// <param name="Done">Bytes of it that are on disk.</param>
/// <param name="Total">Bytes that it will have, or null while that isn't known.</param>
/// <param name="BytesPerSecond">Rate since the download of this file started or was taken up again.</param>
public sealed record DownloadProgress(string File, long Done, long? Total, double BytesPerSecond);
