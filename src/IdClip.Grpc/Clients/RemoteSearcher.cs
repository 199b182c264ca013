using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using IdClip.Archive.Albums;
using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Search;
using IdClip.Search.Evidence;
using IdClip.Search.Query;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>Searches of a Search service, as a <see cref="Searcher"/> in this process would answer them.</summary>
/// <param name="client">The service.</param>
public sealed class RemoteSearcher(Contract.Search.SearchClient client)
{
    /// <summary>Finds the photos that answer a query.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="top">Answers wanted, 1 to <see cref="GrpcLimits.MaxTop"/>.</param>
    /// <param name="example">The bytes of a photo to search by in place of the search's own; null for none.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">The query is malformed, a name is unknown or ambiguous, the archive is empty, or the filter or the example does not fit it.</exception>
    /// <exception cref="RpcException">The service cannot be reached, or another fault.</exception>
    public async Task<SearchResult> SearchAsync(AlbumSearch search, int top, ReadOnlyMemory<byte>? example, CancellationToken ct)
    {
        var request = AlbumFields.ToContract(search);
        request.Top = top;
        request.Example = ExampleOf(search, example) ?? request.Example;
        try
        {
            var response = await client.SearchAsync(request, cancellationToken: ct);
            // An example alone is a query without words.
            var understood = response.Query.Length == 0 ? new HybridQuery([]) : HybridQuery.Parse(response.Query);
            return new(understood, [.. response.Answers.Select(ToAnswer)], response.Elapsed.ToTimeSpan(), [.. response.Notes]);
        }
        catch (RpcException error) when (ProblemOf(error) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>Has photos sent as a ZIP with sidecars.</summary>
    /// <param name="photoIds">Ids of the photos, 1 to <see cref="Searcher.MaxTop"/>.</param>
    /// <param name="minProbability">From which probability on faces that nobody has named are named, .5 to 1; null for never.</param>
    /// <param name="zip">Gets the ZIP; it stays open.</param>
    /// <param name="ct">Cancels; the ZIP is broken then.</param>
    /// <exception cref="RpcException">The archive has none of the photos, the service cannot be reached, or another fault.</exception>
    public async Task ExportAsync(IEnumerable<long> photoIds, double? minProbability, Stream zip, CancellationToken ct)
    {
        var request = new Contract.ExportPhotosRequest { PhotoIds = { photoIds } };
        if (minProbability is { } least)
            request.MinProbability = least;
        using var call = client.ExportPhotos(request, cancellationToken: ct);
        await foreach (var part in call.ResponseStream.ReadAllAsync(ct))
            await zip.WriteAsync(part.Zip.Memory, ct);
    }

    /// <summary>The folders that a filter may name.</summary>
    /// <exception cref="RpcException">The service cannot be reached, or another fault.</exception>
    public async Task<IReadOnlyList<PhotoFolder>> FoldersAsync(CancellationToken ct) =>
        [.. (await client.ListFoldersAsync(new(), cancellationToken: ct)).Folders.Select(f => new PhotoFolder(f.Id, f.Path))];

    /// <summary>The albums by name.</summary>
    /// <exception cref="RpcException">The service cannot be reached, or another fault.</exception>
    public async Task<IReadOnlyList<PhotoAlbum>> AlbumsAsync(CancellationToken ct) =>
        [.. (await client.ListAlbumsAsync(new(), cancellationToken: ct)).Albums.Select(AlbumFields.ToAlbum)];

    /// <summary>Keeps a search under a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kept">The search.</param>
    /// <param name="example">The bytes of a photo to search by in place of the search's own; null for none.</param>
    /// <param name="replace">Whether an album of this name is replaced.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="QueryException">The query is malformed, or a name is unknown or ambiguous.</exception>
    /// <exception cref="RpcException">The name is taken, the service cannot be reached, or another fault.</exception>
    public async Task<PhotoAlbum> SaveAlbumAsync(string name, AlbumSearch kept, ReadOnlyMemory<byte>? example, bool replace, CancellationToken ct)
    {
        var search = AlbumFields.ToContract(kept);
        search.Example = ExampleOf(kept, example) ?? search.Example;
        try
        {
            return AlbumFields.ToAlbum(await client.SaveAlbumAsync(new() { Name = name, Search = search, Replace = replace }, cancellationToken: ct));
        }
        catch (RpcException error) when (ProblemOf(error) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>Gives an album another name.</summary>
    /// <exception cref="RpcException">There is no such album, the name is taken, or the service cannot be reached.</exception>
    public async Task RenameAlbumAsync(string name, string newName, CancellationToken ct) =>
        await client.RenameAlbumAsync(new() { Name = name, NewName = newName }, cancellationToken: ct);

    /// <summary>Deletes an album.</summary>
    /// <exception cref="RpcException">There is no such album, or the service cannot be reached.</exception>
    public async Task DeleteAlbumAsync(string name, CancellationToken ct) => await client.DeleteAlbumAsync(new() { Name = name }, cancellationToken: ct);

    internal static QueryException? ProblemOf(RpcException error)
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
        "FILTER" => QueryProblem.Filter,
        "EXAMPLE" => QueryProblem.Example,
        "SYNTAX" => QueryProblem.Syntax,
        _ => null,
    };

    private static Contract.SearchExample? ExampleOf(AlbumSearch search, ReadOnlyMemory<byte>? picture) =>
        picture is { } bytes ? new() { Image = UnsafeByteOperations.UnsafeWrap(bytes), Scene = search.ByScene, People = search.ByPeople } : null;

    private static Answer ToAnswer(Contract.Answer answer) => new(
        ToPhoto(answer.Photo), answer.Score, [.. answer.People.Select(ToPerson)],
        ToEvidence(answer.Context), answer.HasJoint ? answer.Joint : null, answer.Reason)
    {
        Scene = ToEvidence(answer.Scene),
        Copies = [.. answer.Copies.Select(ToPhoto)],
    };

    private static ContextEvidence? ToEvidence(Contract.ContextEvidence? evidence) => evidence is null ? null : new(evidence.Similarity, evidence.Probability);

    internal static PhotoDetails ToPhoto(Contract.Photo photo) => new(
        photo.Id, photo.Path, photo.Width, photo.Height, CameraClock.FromTimestamp(photo.TakenAt), photo.FrameAt?.ToTimeSpan().TotalSeconds, [.. photo.Faces.Select(ToFace)]);

    private static PersonEvidence ToPerson(Contract.PersonEvidence person) => new(
        person.Name, person.Probability, person.Cosine, person.Face is { } face ? ToFace(face) : null, person.FaceNumber, person.Named);

    private static FaceDetails ToFace(Contract.Face face) => new(face.Id, face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, face.Score)
    {
        Track = face.Track is { Places.Count: > 0 } track ? new([.. track.Places.Select(ToPlace)]) : null,
    };

    private static TrackedPlace ToPlace(Contract.TrackedPlace place) => new(place.At.ToTimeSpan().TotalSeconds, place.Box.X, place.Box.Y, place.Box.Width, place.Box.Height);
}
