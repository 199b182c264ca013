using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Grpc.Calls;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>The archive of an Archive service. Every call throws <see cref="RpcException"/> where the service refuses or cannot be reached.</summary>
/// <param name="archive">The service.</param>
public sealed class RemoteArchive(Contract.Archive.ArchiveClient archive)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30), PatienceForCancel = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromSeconds(1);

    /// <summary>The enrolled people with the numbers of their photos and of named faces, by name.</summary>
    public async Task<IReadOnlyList<(string Name, int Photos, int Faces)>> PeopleAsync(CancellationToken ct)
    {
        var response = await archive.ListPeopleAsync(new(), cancellationToken: ct);
        return [.. response.People.Select(person => (person.Name, person.EnrolmentPhotos, person.NamedFaces))];
    }

    /// <summary>Indexes folders or files of the service's machine. While the service is away the job waits for it, and so does this.</summary>
    /// <param name="roots">Absolute paths there.</param>
    /// <param name="allowEmptyRoots">Whether the photos of a folder that is empty now are removed.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="note">Hears, once, that the service is away.</param>
    /// <param name="ct">Cancels the job; what was acknowledged stays.</param>
    public async Task<IngestReport> IndexAsync(IReadOnlyList<string> roots, bool allowEmptyRoots, IProgress<IngestProgress>? progress, Action<string>? note, CancellationToken ct)
    {
        var order = new Contract.StartIndexRequest { Photos = new() { Roots = { roots }, AllowEmptyRoots = allowEmptyRoots } };
        var job = await archive.StartIndexAsync(order, cancellationToken: ct);
        try
        {
            job = await WatchAsync(job, progress, note, ct);
        }
        catch (Exception error) when (ct.IsCancellationRequested && error is OperationCanceledException or RpcException)
        {
            await archive.CancelIndexAsync(new() { Job = job.Id }, deadline: DateTime.UtcNow + PatienceForCancel, cancellationToken: CancellationToken.None);
            throw new OperationCanceledException(ct);
        }
        return job.State switch
        {
            Contract.JobState.Done => ToReport(job.Report),
            Contract.JobState.Cancelled => throw new RpcException(new(StatusCode.Cancelled, "The job was cancelled; what was indexed stays.")),
            _ => throw new RpcException(new(StatusCode.FailedPrecondition, job.Failure)),
        };
    }

    /// <summary>Enrols a person from photo files of this machine, which are sent.</summary>
    public async Task<EnrolmentReport> EnrolAsync(string name, IReadOnlyList<string> files, EnrolmentOptions options, CancellationToken ct)
    {
        var request = new Contract.EnrolRequest { Name = name, Replace = options.Replace, Force = options.Force };
        foreach (var file in files)
            request.Photos.Add(new Contract.EnrolmentPhoto { Image = UnsafeByteOperations.UnsafeWrap(await File.ReadAllBytesAsync(file, ct)) });
        var response = await archive.EnrolAsync(request, cancellationToken: ct);
        return new(
            response.Person.Name, response.Added, response.Person.EnrolmentPhotos, WasEnrolled: response.Person.EnrolmentPhotos > response.Added,
            [.. response.LeftOut.Select(photo => new EnrolmentProblem(photo.File, photo.Reason))], [.. response.Notes]);
    }

    /// <summary>Gives a person another name.</summary>
    public async Task RenameAsync(string name, string newName, CancellationToken ct) =>
        await archive.RenamePersonAsync(new() { Name = name, NewName = newName }, cancellationToken: ct);

    /// <summary>Makes two people one; the second's name stays.</summary>
    public async Task MergeAsync(string name, string into, CancellationToken ct) =>
        await archive.MergePeopleAsync(new() { Name = name, Into = into }, cancellationToken: ct);

    /// <summary>The groups of unnamed faces, the largest first, each with who it probably is and a photo.</summary>
    public async Task<IReadOnlyList<(long Id, int Faces, string Suggestion, double Probability, string Path)>> ClustersAsync(int most, CancellationToken ct)
    {
        var clusters = new List<(long, int, string, double, string)>();
        foreach (var cluster in (await archive.ListClustersAsync(new() { Limit = most }, cancellationToken: ct)).Clusters)
        {
            var faces = await archive.ListFacesAsync(new() { ClusterId = cluster.Id, Limit = 1 }, cancellationToken: ct);
            clusters.Add((cluster.Id, cluster.Faces, cluster.Suggestion, cluster.Probability, faces.Faces.FirstOrDefault()?.Path ?? ""));
        }
        return clusters;
    }

    /// <summary>Names the faces of a group.</summary>
    public async Task<(int Faces, string Person)> NameClusterAsync(long id, string name, CancellationToken ct)
    {
        var response = await archive.LabelFacesAsync(
            new() { ClusterIds = { id }, Statement = Contract.FaceStatement.Is, Name = name }, cancellationToken: ct);
        return (response.Faces, response.Person.Name);
    }

    /// <summary>Erases a person.</summary>
    public async Task<ForgetReport> ForgetAsync(string name, CancellationToken ct)
    {
        var response = await archive.ForgetAsync(new() { Name = name }, cancellationToken: ct);
        var proof = response.Proof;
        return new(name, response.EnrolmentPhotos, response.Faces, proof.FilesScanned, proof.BytesScanned, [.. proof.Remnants], [.. proof.PathsWithName])
        {
            BeyondScan = proof.BeyondScan is { Length: > 0 } beyond ? beyond : null,
        };
    }

    /// <summary>The adapters in use.</summary>
    public async Task<ArchiveAdapters> AdaptersAsync(CancellationToken ct)
    {
        var summary = await archive.SummaryAsync(new(), cancellationToken: ct);
        return new(ToAdapter(summary.ActiveAdapter), ToAdapter(summary.WantedAdapter));
    }

    /// <summary>Has searches use an adapter of the service's store, and waits until they do.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="progress">Hears how many photos are done.</param>
    /// <param name="ct">Ends waiting; the service goes on.</param>
    /// <exception cref="ArchiveException">It failed, or meanwhile another adapter, or none, was asked for.</exception>
    public async Task<AdapterReport> ActivateAdapterAsync(string name, IProgress<AdapterProgress>? progress, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var activation = await archive.ActivateAdapterAsync(new() { Name = name }, cancellationToken: ct);
        var first = activation;
        using var call = archive.WatchActivation(new() { Id = activation.Id }, cancellationToken: ct);
        await foreach (var update in call.ResponseStream.ReadAllAsync(ct))
        {
            activation = update;
            var done = (int)(update.Encoded - first.Encoded);
            progress?.Report(new(done + (int)update.Missing, done, 0, Stopwatch.GetElapsedTime(started)));
        }
        return activation.State switch
        {
            Contract.JobState.Done => new((int)(activation.Encoded - first.Encoded), (int)activation.Missing, [], Stopwatch.GetElapsedTime(started)),
            Contract.JobState.Cancelled => throw new ArchiveException($"Meanwhile the archive was asked for another adapter than {name}, or for none. Activate {name} again if it is still wanted."),
            _ => throw new ArchiveException($"{activation.Failure} On the server, 'idclip jobs retry' has it go on."),
        };
    }

    /// <summary>Searches use no adapter any more.</summary>
    /// <returns>The adapter that was active, or null.</returns>
    public async Task<ArchiveAdapter?> DeactivateAdapterAsync(CancellationToken ct) =>
        ToAdapter((await archive.DeactivateAdapterAsync(new(), cancellationToken: ct)).Before);

    private static ArchiveAdapter? ToAdapter(Contract.UsedAdapter? adapter) => adapter is null ? null : new(adapter.Name, adapter.Identity, adapter.ChangesImages);

    private async Task<Contract.IndexJob> WatchAsync(Contract.IndexJob job, IProgress<IngestProgress>? progress, Action<string>? note, CancellationToken ct)
    {
        var (heard, isAway) = (DateTime.UtcNow, false);
        while (true)
        {
            try
            {
                using var call = archive.WatchIndex(new() { Job = job.Id }, cancellationToken: ct);
                await foreach (var now in call.ResponseStream.ReadAllAsync(ct))
                {
                    (job, heard, isAway) = (now, DateTime.UtcNow, false);
                    progress?.Report(ToProgress(job.Progress));
                    if (JobFields.HasEnded(job.State))
                        return job;
                }
            }
            // How a service that ends leaves its calls depends on what stands between.
            catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.DeadlineExceeded
                && !ct.IsCancellationRequested && DateTime.UtcNow - heard < Patience)
            {
                if (!isAway)
                    note?.Invoke("The server is away; the job goes on when it is back. Waiting for it.");
                isAway = true;
            }
            await Task.Delay(Pause, ct);
        }
    }

    private static IngestProgress ToProgress(Contract.IndexProgress progress) =>
        new((int)progress.Found, (int)progress.Done, (int)progress.Failed, progress.Elapsed.ToTimeSpan())
        {
            IsWalkComplete = progress.WalkComplete,
            FilesPerSecond = progress.FilesPerSecond,
        };

    private static IngestReport ToReport(Contract.IndexReport report) => new(
        (int)report.Found, (int)report.Unchanged, (int)report.Encoded, (int)report.Duplicates, (int)report.Removed,
        [.. report.Failures.Select(failure => new IngestFailure(failure.File, failure.Reason))], report.Elapsed.ToTimeSpan())
    {
        Photos = (int)report.Photos,
        FailedCount = (int)report.Failed,
        NotPhotos = (int)report.NotPhotos,
    };
}
