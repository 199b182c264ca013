using System.Globalization;
using Grpc.Core;
using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Search;
using IdClip.Search.Evidence;
using IdClip.Search.Query;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>Searches of a Search service, as a <see cref="Searcher"/> in this process would answer them.</summary>
/// <param name="search">The service.</param>
public sealed class RemoteSearcher(Contract.Search.SearchClient search)
{
    /// <summary>Finds the photos that answer a query.</summary>
    /// <param name="query">In the query language.</param>
    /// <param name="top">Answers wanted, 1 to <see cref="GrpcLimits.MaxTop"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">The query is malformed, a name is unknown or ambiguous, or the archive is empty.</exception>
    /// <exception cref="RpcException">The service cannot be reached, or another fault.</exception>
    public async Task<SearchResult> SearchAsync(string query, int top, CancellationToken ct)
    {
        try
        {
            var response = await search.SearchAsync(new() { Query = query, Top = top }, cancellationToken: ct);
            return new(HybridQuery.Parse(response.Query), [.. response.Answers.Select(ToAnswer)], response.Elapsed.ToTimeSpan(), [.. response.Notes]);
        }
        catch (RpcException error) when (ProblemOf(error) is { } problem)
        {
            throw problem;
        }
    }

    private static QueryException? ProblemOf(RpcException error)
    {
        if (error.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>() is not { Domain: StatusDetails.Domain } info || ProblemOf(info.Reason) is not { } problem)
            return null;
        int? position = info.Metadata.TryGetValue("position", out var at) ? int.Parse(at, CultureInfo.InvariantCulture) : null;
        var candidates = info.Metadata.Where(entry => entry.Key.StartsWith("candidate.", StringComparison.Ordinal))
            .OrderBy(entry => int.Parse(entry.Key.AsSpan("candidate.".Length), CultureInfo.InvariantCulture)).Select(entry => entry.Value);
        return new(problem, error.Status.Detail, position, [.. candidates]);
    }

    private static QueryProblem? ProblemOf(string reason) => reason switch
    {
        "UNKNOWN_NAME" => QueryProblem.UnknownName,
        "AMBIGUOUS_NAME" => QueryProblem.AmbiguousName,
        "ARCHIVE" => QueryProblem.Archive,
        "SYNTAX" => QueryProblem.Syntax,
        _ => null,
    };

    private static Answer ToAnswer(Contract.Answer answer) => new(
        ToPhoto(answer.Photo), answer.Score, [.. answer.People.Select(ToPerson)],
        answer.Context is { } context ? new(context.Similarity, context.Probability) : null,
        answer.HasJoint ? answer.Joint : null, answer.Reason);

    private static PhotoDetails ToPhoto(Contract.Photo photo) => new(
        photo.Id, photo.Path, photo.Width, photo.Height, CameraClock.FromTimestamp(photo.TakenAt), photo.FrameAt?.ToTimeSpan().TotalSeconds, [.. photo.Faces.Select(ToFace)]);

    private static PersonEvidence ToPerson(Contract.PersonEvidence person) => new(
        person.Name, person.Probability, person.Cosine, person.Face is { } face ? ToFace(face) : null, person.FaceNumber);

    private static FaceDetails ToFace(Contract.Face face) => new(face.Id, face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, face.Score);
}
