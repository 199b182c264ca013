namespace IdClip.Models.Download;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>Attempts after the first; each goes on where the one before broke off.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>Wait before the first retry; doubles with each.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A connection that gives nothing for this long is dropped and tried again.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest file that is accepted where the catalogue doesn't state the size, in bytes.</summary>
    public long LargestFile { get; init; } = 16L << 30;
}
