using IdClip.Archive.Ingest.Video;

namespace IdClip.Archive.Ingest;

/// <summary>Settings of a run.</summary>
public sealed record IngestOptions
{
    /// <summary>Files that are hashed and encoded at once, each on a thread of its own.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Files a worker takes at once, which is the encoder's batch; at least 1.</summary>
    public int ChunkSize { get; init; } = 16;

    /// <summary>Whether an archive of other models is encoded anew instead of refused, and, in one of the same models, what is below the roots; a run that was interrupted at that is gone on with.</summary>
    public bool Reencode { get; init; }

    /// <summary>Whether a root without a single file may remove the photos that were in it; an unmounted disk looks the same.</summary>
    public bool AllowEmptyRoots { get; init; }

    /// <summary>Largest photo file in bytes.</summary>
    public long MaxPhotoBytes { get; init; } = 1L << 29;

    /// <summary>Largest video file in bytes.</summary>
    public long MaxVideoBytes { get; init; } = 1L << 36;

    /// <summary>The job that the run is a part of, whose course it tells; null where nobody is told.</summary>
    public IndexPart? Part { get; init; }

    /// <summary>How frames are taken from videos.</summary>
    public VideoOptions Video { get; init; } = new();
}
