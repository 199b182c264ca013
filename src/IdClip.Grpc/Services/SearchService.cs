using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Search;
using IdClip.Search.Evidence;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/search.proto over the archive of this process.</summary>
[DefaultDeadline(30)]
internal sealed class SearchService(Searcher searcher) : Contract.Search.SearchBase
{
    private const int UsualTop = 10;
    private const int UsualNames = 8;

    /// <inheritdoc/>
    public override async Task<Contract.SearchResponse> Search(Contract.SearchRequest request, ServerCallContext context)
    {
        RequestText.Check("query", request.Query, GrpcLimits.MaxQueryLength);
        var top = RequestCount.Of("top", request.Top, UsualTop, GrpcLimits.MaxTop);
        // Scoring works through the whole archive on its thread; the thread pool of the server has other calls to answer.
        var result = await Task.Run(() => searcher.SearchAsync(request.Query, top, context.CancellationToken), context.CancellationToken);
        return new()
        {
            Query = result.Query.ToString(),
            Answers = { result.Answers.Select(MapToAnswer) },
            Notes = { result.Notes },
            Elapsed = Duration.FromTimeSpan(result.Elapsed),
        };
    }

    /// <inheritdoc/>
    public override async Task<Contract.CompleteNameResponse> CompleteName(Contract.CompleteNameRequest request, ServerCallContext context)
    {
        RequestText.CheckLength("typed", request.Typed, GrpcLimits.MaxNameLength);
        var max = RequestCount.Of("max", request.Max, UsualNames, GrpcLimits.MaxCompletions);
        return new() { Names = { await searcher.CompleteNameAsync(request.Typed, max, context.CancellationToken) } };
    }

    private static Contract.Answer MapToAnswer(Answer answer)
    {
        var mapped = new Contract.Answer
        {
            Photo = MapToPhoto(answer.Photo),
            Score = answer.Score,
            People = { answer.People.Select(MapToPerson) },
            Context = answer.Context is { } context ? new() { Similarity = context.Similarity, Probability = context.Probability } : null,
            Reason = answer.Reason,
        };
        if (answer.Joint is { } joint)
            mapped.Joint = joint;
        return mapped;
    }

    private static Contract.Photo MapToPhoto(PhotoDetails photo) => new()
    {
        Id = photo.Id,
        Path = photo.Path,
        Width = photo.Width,
        Height = photo.Height,
        TakenAt = CameraClock.ToTimestamp(photo.TakenAt),
        FrameAt = photo.FrameSeconds is { } seconds ? Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) : null,
        Faces = { photo.Faces.Select(MapToFace) },
    };

    private static Contract.Face MapToFace(FaceDetails face) => new()
    {
        Id = face.Id,
        Box = new() { X = face.X, Y = face.Y, Width = face.Width, Height = face.Height },
        Score = face.Score,
    };

    private static Contract.PersonEvidence MapToPerson(PersonEvidence person) => new()
    {
        Name = person.Name,
        Probability = person.Probability,
        Cosine = person.Cosine,
        Face = person.Face is { } face ? MapToFace(face) : null,
        FaceNumber = person.FaceNumber,
    };
}
