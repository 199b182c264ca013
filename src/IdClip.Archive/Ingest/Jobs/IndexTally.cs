using System.Text.Json.Serialization;
using IdClip.Messages.Ingest;

namespace IdClip.Archive.Ingest.Jobs;

/// <summary>An index job's order and what its workers have told of it; kept in the catalogue as JSON.</summary>
public sealed class IndexTally
{
    /// <summary>Failed files that are told apart; beyond that they are only counted, and one that fails again after a restart counts again.</summary>
    public const int MostFailedFiles = 10_000;

    /// <summary>Folders and files, absolute.</summary>
    public IReadOnlyList<string> Roots { get; set; } = [];

    /// <summary>Whether a root without a single file may remove the photos that were in it.</summary>
    public bool AllowEmptyRoots { get; set; }

    /// <summary>How often it was started.</summary>
    public int Round { get; set; } = 1;

    /// <summary>When it was started last.</summary>
    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>When the first worker joined; null before.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When something was told of it last.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Failure { get; set; }

    /// <summary>Workers that joined since it was started last; one that was started again counts again.</summary>
    public int Joined { get; set; }

    /// <summary>Photo and video files below the roots that were seen so far.</summary>
    public int Found { get; set; }

    /// <summary>Those among them that had been indexed before.</summary>
    public int Unchanged { get; set; }

    /// <summary>Whether <see cref="Found"/> is final.</summary>
    public bool IsWalkComplete { get; set; }

    /// <summary>Files with new content.</summary>
    public int Encoded { get; set; }

    /// <summary>Files whose content was known.</summary>
    public int Copies { get; set; }

    /// <summary>Photos made of the encoded files.</summary>
    public int Photos { get; set; }

    /// <summary>Photos that became searchable.</summary>
    public int Indexed { get; set; }

    /// <summary>Photos removed because no file holds them any more.</summary>
    public int Removed { get; set; }

    /// <summary>Files of other kinds; known at the end.</summary>
    public int NotPhotos { get; set; }

    /// <summary>Ids of the files that could not be read; a file is counted once, however often it was tried.</summary>
    public HashSet<long> FailedFiles { get; set; } = [];

    /// <summary>Failed files beyond <see cref="MostFailedFiles"/>.</summary>
    public int MoreFailedFiles { get; set; }

    /// <summary>Folders that could not be opened; known at the end.</summary>
    public IReadOnlyList<IngestFailure> Folders { get; set; } = [];

    /// <summary>Since when the pace counts: a worker joined, or came back after a restart.</summary>
    public DateTimeOffset PaceFrom { get; set; }

    /// <summary><see cref="Settled"/> then.</summary>
    public int PaceSettled { get; set; }

    /// <summary>Files that could not be read.</summary>
    [JsonIgnore]
    public int Failed => FailedFiles.Count + MoreFailedFiles;

    /// <summary>Files that this job has dealt with.</summary>
    [JsonIgnore]
    public int Settled => Encoded + Copies + Failed;

    /// <summary>Files that are finished, unchanged and failed ones included.</summary>
    [JsonIgnore]
    public int Done => Math.Min(Found, Unchanged + Settled);

    /// <summary>Files a second since a worker joined last, unchanged ones left out.</summary>
    [JsonIgnore]
    public double FilesPerSecond => ChangedAt > PaceFrom ? Math.Max(0, Settled - PaceSettled) / (ChangedAt - PaceFrom).TotalSeconds : 0;

    /// <summary>Estimated time to the end; null while the walk runs, nothing is done yet or nothing more happens.</summary>
    [JsonIgnore]
    public TimeSpan? Remaining => EndedAt is null && IsWalkComplete && FilesPerSecond > 0 ? TimeSpan.FromSeconds((Found - Done) / FilesPerSecond) : null;

    /// <summary>A worker has joined.</summary>
    public void Take(IngestBegun message)
    {
        StartedAt ??= message.At;
        Joined++;
        (PaceFrom, PaceSettled) = (message.At, Settled);
        Note(message.At);
    }

    /// <summary>A walk is so far.</summary>
    public void Take(PhotosFound message)
    {
        // Each worker walks, and again after a restart: the one that is furthest counts.
        if (message.IsWalkComplete)
            Unchanged = IsWalkComplete ? Math.Min(Unchanged, message.Unchanged) : message.Unchanged;
        else if (!IsWalkComplete && message.Found >= Found)
            Unchanged = message.Unchanged;
        Found = Math.Max(Found, message.Found);
        IsWalkComplete |= message.IsWalkComplete;
        AddFailed(message.Failed);
        Note(message.At);
    }

    /// <summary>Files were read.</summary>
    public void Take(PhotosEncoded message)
    {
        Encoded += message.Files;
        Copies += message.Copies;
        Photos += message.Photos;
        AddFailed(message.Failed);
        Note(message.At);
    }

    /// <summary>Photos became searchable.</summary>
    public void Take(PhotosIndexed message)
    {
        Indexed += message.Photos;
        Note(message.At);
    }

    /// <summary>Photos were removed.</summary>
    public void Take(PhotosRemoved message)
    {
        Removed += message.Photos;
        Note(message.At);
    }

    /// <summary>Nothing more happens.</summary>
    public void Take(IngestFinished message)
    {
        if (IsWalkComplete && message.State == IndexJobState.Done)
            // What two workers walked past at once is not in any one walk's count.
            Unchanged = Math.Max(0, Found - Settled);
        EndedAt = message.At;
        Note(message.At);
    }

    private void AddFailed(IReadOnlyList<long> files)
    {
        foreach (var file in files)
            if (FailedFiles.Count < MostFailedFiles)
                FailedFiles.Add(file);
            else if (!FailedFiles.Contains(file))
                MoreFailedFiles++;
    }

    private void Note(DateTimeOffset at) => ChangedAt = at > ChangedAt ? at : ChangedAt;
}
