using IdClip.Archive.Ingest;

namespace IdClip.Web.Jobs;

/// <summary>Where long work of one kind is done: in this process, by whoever reads the catalogue, or by another service. Its errors for people are <c>ArchiveException</c> and <c>JobException</c>.</summary>
public interface IJobSource
{
    /// <summary>The newest jobs; those that have not ended are among them.</summary>
    /// <param name="most">How many that have ended, at most.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<ShownJob>> ListAsync(int most, CancellationToken ct);

    /// <summary>Files that a job could not read, with reasons.</summary>
    /// <param name="id">The job.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<IngestFailure>> FailuresOfAsync(string id, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<IngestFailure>>([]);

    /// <summary>Starts a job again that has ended; what it made is not made again.</summary>
    Task StartAgainAsync(string id, CancellationToken ct);

    /// <summary>Stops a job; what it has made stays.</summary>
    Task CancelAsync(string id, CancellationToken ct);
}
