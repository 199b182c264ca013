namespace IdClip.Archive.Ingest.Video;

/// <summary>How frames are taken from a video.</summary>
public sealed record VideoOptions
{
    /// <summary>The program; <c>IDCLIP_FFMPEG</c>, else <c>ffmpeg</c> on the PATH.</summary>
    public string Ffmpeg { get; init; } =
        Environment.GetEnvironmentVariable("IDCLIP_FFMPEG") is { Length: > 0 } path ? path : "ffmpeg";

    /// <summary>How different a frame must be from the one before to begin a shot, 0..1.</summary>
    public double SceneChange { get; init; } = 0.3;

    /// <summary>At least one frame in so many seconds within a shot.</summary>
    public double SecondsBetweenFrames { get; init; } = 10;

    /// <summary>Faces are looked for once in so many seconds, beside the frames above; 0 for in those only.</summary>
    public double SecondsBetweenLooks { get; init; } = 1;

    /// <summary>Most frames of one video in which faces are looked for; in a longer one they are spread evenly.</summary>
    public int MaxLooks { get; init; } = 600;

    /// <summary>Most frames of one video; in a longer one they are spread evenly.</summary>
    public int MaxFrames { get; init; } = 300;

    /// <summary>Longer side of the frames in pixels; larger ones are scaled down.</summary>
    public int MaxSide { get; init; } = 1920;

    /// <summary>When a video is given up.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(20);
}
