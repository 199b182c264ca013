using Google.Protobuf.Collections;
using Grpc.Core;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Messages;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Grpc.Calls;
using IdClip.Messaging;
using IdClip.Redis.Progress;
using IdClip.Search;
using IdClip.Search.Clusters;
using IdClip.Search.Recognition;
using Microsoft.Extensions.Hosting;
using Code = Google.Rpc.Code;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/archive.proto over the archive of this process.</summary>
[DefaultDeadline(120)]
internal sealed class ArchiveService(
    Catalogue catalogue, Gallery gallery, SearchIndexes indexes, IPhotoEncoder encoder, AdapterIndexing indexing,
    IAdapterPhotoEncoders adapters, AdapterActivations activations, IndexJobs jobs, IndexCalls calls, RunNews news, ProgressChannel channel, IHostApplicationLifetime lifetime,
    FaceLabels labels, FaceGroups groups, PersonRecognition recognition)
    : Contract.Archive.ArchiveBase
{
    private const int ADay = 24 * 60 * 60;
    private const int UsualFailures = 100, UsualJobs = 100;

    private readonly AdapterCalls _adapters = new(catalogue, adapters, activations, channel, lifetime);
    private readonly FaceCalls _faces = new(gallery, labels, groups, recognition);

    /// <inheritdoc/>
    public override async Task<Contract.SummaryResponse> Summary(Contract.SummaryRequest request, ServerCallContext context)
    {
        var summary = await catalogue.SummariseAsync(context.CancellationToken);
        var used = await _adapters.UsedAsync(context.CancellationToken);
        return new()
        {
            ActiveAdapter = AdapterCalls.MapToUsed(used.Active),
            WantedAdapter = AdapterCalls.MapToUsed(used.Wanted),
            Photos = new() { Found = summary.Found, Encoded = summary.Encoded, Indexed = summary.Indexed, Failed = summary.Failed },
            Faces = summary.Faces,
            People = summary.People,
        };
    }

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override async Task Index(
        Contract.IndexRequest request, IServerStreamWriter<Contract.IndexUpdate> responseStream, ServerCallContext context)
    {
        var job = await StartAsync(request, context.CancellationToken);
        var (id, sent) = (job.Id.ToString("N"), default(Contract.IndexProgress));
        var ended = await calls.WatchAsync(job.Id, TellAsync, context.CancellationToken, lifetime.ApplicationStopping);
        await responseStream.WriteAsync(ended.State switch
        {
            Contract.JobState.Done => new() { Report = ended.Report, Job = id },
            Contract.JobState.Cancelled => throw StatusDetails.Create(Code.Cancelled, "The job was cancelled; what was acknowledged stays."),
            _ => throw StatusDetails.Precondition("ARCHIVE", ended.Failure),
        }, context.CancellationToken);

        async Task TellAsync(Contract.IndexJob now)
        {
            if (now.Progress.Equals(sent))
                return;
            await responseStream.WriteAsync(new() { Progress = sent = now.Progress, Job = id }, context.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<Contract.IndexJob> StartIndex(Contract.StartIndexRequest request, ServerCallContext context) => request.WhatCase switch
    {
        Contract.StartIndexRequest.WhatOneofCase.Photos => IndexCalls.MapToJob(await StartAsync(request.Photos, context.CancellationToken)),
        Contract.StartIndexRequest.WhatOneofCase.Job => IndexCalls.MapToJob(Told(await jobs.StartAgainAsync(IndexCalls.IdOf(request.Job), context.CancellationToken))),
        _ => throw StatusDetails.Invalid("photos", "It is absent; send what to index, or the id of a job that ended."),
    };

    /// <inheritdoc/>
    public override Task<Contract.IndexJob> GetIndex(Contract.GetJobRequest request, ServerCallContext context) =>
        calls.GetAsync(IndexCalls.IdOf(request.Job), context.CancellationToken);

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override Task WatchIndex(Contract.WatchJobRequest request, IServerStreamWriter<Contract.IndexJob> responseStream, ServerCallContext context) =>
        calls.WatchAsync(
            IndexCalls.IdOf(request.Job), job => responseStream.WriteAsync(job, context.CancellationToken), context.CancellationToken, lifetime.ApplicationStopping);

    /// <inheritdoc/>
    public override async Task<Contract.IndexJob> CancelIndex(Contract.CancelJobRequest request, ServerCallContext context) =>
        await calls.DescribeAsync(Told(await jobs.CancelAsync(IndexCalls.IdOf(request.Job), context.CancellationToken)), context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<Contract.ListIndexResponse> ListIndex(Contract.ListJobsRequest request, ServerCallContext context)
    {
        var limit = RequestCount.Of("limit", request.Limit, UsualJobs, GrpcLimits.MaxJobs);
        var all = await jobs.ListAsync(context.CancellationToken);
        return new() { Jobs = { all.Take(limit).Select(IndexCalls.MapToJob) }, Total = all.Count };
    }

    /// <inheritdoc/>
    public override async Task<Contract.ListFailuresResponse> ListFailures(Contract.ListFailuresRequest request, ServerCallContext context)
    {
        var limit = RequestCount.Of("limit", request.Limit, UsualFailures, GrpcLimits.MaxFailures);
        var summary = await catalogue.SummariseAsync(context.CancellationToken);
        return new() { Failures = { summary.Failures.Take(limit).Select(IndexCalls.MapToFailure) }, Total = summary.Failed };
    }

    /// <inheritdoc/>
    public override async Task<Contract.EnrolResponse> Enrol(Contract.EnrolRequest request, ServerCallContext context)
    {
        RequestText.Check("name", request.Name, GrpcLimits.MaxNameLength);
        using var photos = await EnrolmentUpload.ReceiveAsync(request.Photos, context.CancellationToken);
        try
        {
            var report = await gallery.EnrolAsync(
                request.Name, photos.Files, encoder, new() { Replace = request.Replace, Force = request.Force }, context.CancellationToken);
            return new()
            {
                Person = await _faces.PersonAsync(report.Name, context.CancellationToken),
                Added = report.Added,
                LeftOut = { report.LeftOut.Select(p => new Contract.PhotoFailure { File = photos.FieldOf(p.Photo), Reason = photos.InFields(p.Reason) }) },
                Notes = { report.Notes.Select(photos.InFields) },
            };
        }
        catch (EnrolmentException problem) when (problem.Problems.Count > 0)
        {
            throw StatusDetails.Fields(Code.InvalidArgument, [.. problem.Problems.Select(p => (photos.FieldOf(p.Photo), photos.InFields(p.Reason)))]);
        }
    }

    /// <inheritdoc/>
    public override async Task<Contract.ListPeopleResponse> ListPeople(Contract.ListPeopleRequest request, ServerCallContext context) => new()
    {
        People = { (await gallery.PeopleAsync(context.CancellationToken)).Select(FaceCalls.MapToPerson) },
    };

    /// <inheritdoc/>
    public override async Task<Contract.RenamePersonResponse> RenamePerson(Contract.RenamePersonRequest request, ServerCallContext context)
    {
        RequestText.Check("name", request.Name, GrpcLimits.MaxNameLength);
        RequestText.Check("new_name", request.NewName, GrpcLimits.MaxNameLength);
        await gallery.RenameAsync(request.Name, request.NewName, context.CancellationToken);
        return new() { Person = await _faces.PersonAsync(request.NewName, context.CancellationToken) };
    }

    /// <inheritdoc/>
    public override async Task<Contract.MergePeopleResponse> MergePeople(Contract.MergePeopleRequest request, ServerCallContext context)
    {
        RequestText.Check("name", request.Name, GrpcLimits.MaxNameLength);
        RequestText.Check("into", request.Into, GrpcLimits.MaxNameLength);
        var merge = await gallery.MergeAsync(request.Name, request.Into, context.CancellationToken);
        return new() { Person = await _faces.PersonAsync(merge.Name, context.CancellationToken) };
    }

    /// <inheritdoc/>
    public override Task<Contract.LabelFacesResponse> LabelFaces(Contract.LabelFacesRequest request, ServerCallContext context) =>
        _faces.LabelAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Contract.ListFacesResponse> ListFaces(Contract.ListFacesRequest request, ServerCallContext context) =>
        _faces.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    [DefaultDeadline(600)]
    public override Task<Contract.ListClustersResponse> ListClusters(Contract.ListClustersRequest request, ServerCallContext context) =>
        _faces.ListClustersAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<Contract.ForgetResponse> Forget(Contract.ForgetRequest request, ServerCallContext context)
    {
        RequestText.Check("name", request.Name, GrpcLimits.MaxNameLength);
        // Catching up takes the erased faces out of the index files and rewrites these; once begun, a deletion is carried through.
        var report = (await gallery.ForgetAsync(
            request.Name, _ => indexes.CatchUpAsync(CancellationToken.None), ct: context.CancellationToken)).Also(indexes.BeyondRemoval);
        return new()
        {
            EnrolmentPhotos = report.EnrolmentPhotos,
            Faces = report.Faces,
            Proof = new()
            {
                FilesScanned = report.FilesScanned,
                BytesScanned = report.BytesScanned,
                Remnants = { report.Remnants },
                PathsWithName = { report.PathsWithName },
                BeyondScan = report.BeyondScan ?? "",
            },
        };
    }

    /// <inheritdoc/>
    public override Task<Contract.AdapterActivation> ActivateAdapter(Contract.ActivateAdapterRequest request, ServerCallContext context) =>
        _adapters.ActivateAsync(request.Name, context.CancellationToken);

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override Task WatchActivation(
        Contract.WatchActivationRequest request, IServerStreamWriter<Contract.AdapterActivation> responseStream, ServerCallContext context) =>
        _adapters.WatchAsync(request.Id, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<Contract.DeactivateAdapterResponse> DeactivateAdapter(Contract.DeactivateAdapterRequest request, ServerCallContext context) =>
        new() { Before = AdapterCalls.MapToUsed(await indexing.DeactivateAsync(context.CancellationToken)) };

    private async Task<IndexJob> StartAsync(Contract.IndexRequest request, CancellationToken ct)
    {
        CheckRoots(request.Roots);
        return Told(await jobs.StartAsync([.. request.Roots], request.AllowEmptyRoots, ct));
    }

    private IndexJob Told(IndexJob? job)
    {
        news.Tell(IndexJobs.Machine, (job ?? throw IndexCalls.Unknown()).Id);
        return job;
    }

    private static void CheckRoots(RepeatedField<string> roots)
    {
        if (roots.Count is 0 or > GrpcLimits.MaxRoots)
            throw StatusDetails.Invalid("roots", $"Give 1 to {GrpcLimits.MaxRoots} folders or files.");
        for (var i = 0; i < roots.Count; i++)
        {
            if (!Path.IsPathFullyQualified(roots[i]))
                throw StatusDetails.Invalid($"roots[{i}]", "It is not an absolute path; the server's working folder is not yours.");
            if (!Path.Exists(roots[i]))
                throw StatusDetails.Fields(Code.NotFound, ($"roots[{i}]", "There is no such folder or file on the server, or it may not be read."));
        }
    }
}
