using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IdClip.Archive.Albums;
using IdClip.Archive.Catalogue;
using IdClip.Grpc.Calls;
using IdClip.Search;
using IdClip.Search.Evidence;
using IdClip.Search.Examples;
using IdClip.Search.Recognition;
using IdClip.Xmp.Export;
using Code = Google.Rpc.Code;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>proto/search.proto over the archive of this process.</summary>
[DefaultDeadline(30)]
internal sealed class SearchService(Searcher searcher, ExampleReader examples, EncodingSlots slots, Catalogue catalogue, PersonRecognition recognition) : Contract.Search.SearchBase
{
    private const int UsualTop = 10;
    private const int UsualNames = 8;
    private const int ADay = 24 * 60 * 60;

    private readonly PhotoAlbums _albums = new(catalogue);
    private readonly PhotoExport _export = new(new(catalogue));

    /// <inheritdoc/>
    public override async Task<Contract.SearchResponse> Search(Contract.SearchRequest request, ServerCallContext context)
    {
        if (request.Example is null || request.Query.Length > 0)
            RequestText.Check("query", request.Query, GrpcLimits.MaxQueryLength);
        var ct = context.CancellationToken;
        var options = new SearchOptions
        {
            Top = RequestCount.Of("top", request.Top, UsualTop, GrpcLimits.MaxTop),
            Filter = RequestFilter.Of("filter", request.Filter),
            Example = await ExampleOfAsync(request.Example, ct),
            EveryCopy = request.EveryCopy,
        };
        // Scoring works through the whole archive on its thread; the thread pool of the server has other calls to answer.
        var result = await Task.Run(() => searcher.SearchAsync(request.Query, options, ct), ct);
        return new()
        {
            Query = result.Query.ToString(),
            Answers = { result.Answers.Select(MapToAnswer) },
            Notes = { result.Notes },
            Elapsed = Duration.FromTimeSpan(result.Elapsed),
        };
    }

    /// <inheritdoc/>
    [DefaultDeadline(ADay)]
    public override async Task ExportPhotos(Contract.ExportPhotosRequest request, IServerStreamWriter<Contract.ExportedPhotos> responseStream, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        if (request.PhotoIds.Count is < 1 or > Searcher.MaxTop)
            throw StatusDetails.Invalid("photo_ids", $"It has {request.PhotoIds.Count} photos; give 1 to {Searcher.MaxTop}.");
        if (request.HasMinProbability && request.MinProbability is not (>= PersonRecognition.LeastProbability and <= 1))
            throw StatusDetails.Invalid("min_probability", $"{request.MinProbability} is not a number from .5 to 1.");
        var photos = await catalogue.DescribeAsync(request.PhotoIds, ct);
        if (photos.Count == 0)
            throw StatusDetails.Fields(Code.NotFound, ("photo_ids", "The archive has none of these photos; search again."));
        var recognised = request.HasMinProbability
            ? await recognition.NamesAsync(request.MinProbability, ct)
            : new Dictionary<long, (string, double)>();
        await ZipStream.SendAsync((zip, stop) => _export.ToZipAsync(photos, zip, recognised, stop), bytes => new Contract.ExportedPhotos { Zip = bytes }, responseStream, ct);
    }

    /// <inheritdoc/>
    public override async Task<Contract.CompleteNameResponse> CompleteName(Contract.CompleteNameRequest request, ServerCallContext context)
    {
        RequestText.CheckLength("typed", request.Typed, GrpcLimits.MaxNameLength);
        var max = RequestCount.Of("max", request.Max, UsualNames, GrpcLimits.MaxCompletions);
        return new() { Names = { await searcher.CompleteNameAsync(request.Typed, max, context.CancellationToken) } };
    }

    /// <inheritdoc/>
    public override async Task<Contract.ListFoldersResponse> ListFolders(Contract.ListFoldersRequest request, ServerCallContext context)
    {
        var folders = await new PhotoSelection(catalogue).FoldersAsync(context.CancellationToken);
        return new() { Folders = { folders.Select(f => new Contract.PhotoFolder { Id = f.Id, Path = f.Path }) } };
    }

    /// <inheritdoc/>
    public override async Task<Contract.ListAlbumsResponse> ListAlbums(Contract.ListAlbumsRequest request, ServerCallContext context) =>
        new() { Albums = { (await _albums.ListAsync(context.CancellationToken)).Select(AlbumFields.MapToAlbum) } };

    /// <inheritdoc/>
    public override async Task<Contract.Album> SaveAlbum(Contract.SaveAlbumRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var asked = request.Search ?? throw StatusDetails.Invalid("search", "It is absent; send the search to keep.");
        var image = asked.Example is { HasImage: true } example ? await ReadAsync("search.example.image", example, ct) : null;
        var search = AlbumFields.Of("search", asked, image);
        // Whoever is enrolled is looked for by name, and not by a face that the album keeps.
        var names = search.ByPeople ? image?.Names ?? [] : [];
        if (search.Query.Length > 0 || names.Count > 0)
            search = search with { Query = (await searcher.ReadAsync(search.Query, names, ct)).ToString() };
        return AlbumFields.MapToAlbum(await _albums.SaveAsync(request.Name, search, request.Replace, ct));
    }

    /// <inheritdoc/>
    public override async Task<Contract.RenameAlbumResponse> RenameAlbum(Contract.RenameAlbumRequest request, ServerCallContext context)
    {
        await _albums.RenameAsync(request.Name, request.NewName, context.CancellationToken);
        return new();
    }

    /// <inheritdoc/>
    public override async Task<Contract.DeleteAlbumResponse> DeleteAlbum(Contract.DeleteAlbumRequest request, ServerCallContext context)
    {
        await _albums.DeleteAsync(request.Name, context.CancellationToken);
        return new();
    }

    private async Task<SearchExample?> ExampleOfAsync(Contract.SearchExample? example, CancellationToken ct)
    {
        if (example is null)
            return null;
        var both = !example.Scene && !example.People;
        var (scene, people) = (example.Scene || both, example.People || both);
        return example.SourceCase switch
        {
            Contract.SearchExample.SourceOneofCase.Image => (await ReadAsync("example.image", example, ct)).ToSearch(scene, people),
            Contract.SearchExample.SourceOneofCase.PhotoId => (await examples.ReadAsync(example.PhotoId, ct)).ToSearch(scene, people),
            Contract.SearchExample.SourceOneofCase.Album => await examples.ReadAsync(new AlbumSearch { ExampleAlbum = example.Album, ByScene = scene, ByPeople = people }, ct),
            _ => throw StatusDetails.Invalid("example", AlbumFields.NoSource),
        };
    }

    private Task<ExamplePhoto> ReadAsync(string field, Contract.SearchExample example, CancellationToken ct)
    {
        RequestImage.Check(field, example.Image);
        return slots.ForPicturesAsync(() => examples.ReadAsync(example.Image.Memory, ct).GetAwaiter().GetResult(), ct);
    }

    private static Contract.Answer MapToAnswer(Answer answer)
    {
        var mapped = new Contract.Answer
        {
            Photo = MapToPhoto(answer.Photo),
            Score = answer.Score,
            People = { answer.People.Select(MapToPerson) },
            Context = MapToEvidence(answer.Context),
            Scene = MapToEvidence(answer.Scene),
            Reason = answer.Reason,
            Copies = { answer.Copies.Select(MapToPhoto) },
        };
        if (answer.Joint is { } joint)
            mapped.Joint = joint;
        return mapped;
    }

    private static Contract.ContextEvidence? MapToEvidence(ContextEvidence? evidence) =>
        evidence is null ? null : new() { Similarity = evidence.Similarity, Probability = evidence.Probability };

    internal static Contract.Photo MapToPhoto(PhotoDetails photo) => new()
    {
        Id = photo.Id,
        Path = photo.Path,
        Width = photo.Width,
        Height = photo.Height,
        TakenAt = CameraClock.ToTimestamp(photo.TakenAt),
        FrameAt = photo.FrameSeconds is { } seconds ? MapToMoment(seconds) : null,
        Faces = { photo.Faces.Select(MapToFace) },
    };

    private static Contract.Face MapToFace(FaceDetails face) => new()
    {
        Id = face.Id,
        Box = new() { X = face.X, Y = face.Y, Width = face.Width, Height = face.Height },
        Score = face.Score,
        Track = face.Track is { } track ? MapToTrack(track) : null,
    };

    private static Contract.FaceTrack MapToTrack(FaceTrack track) => new()
    {
        From = MapToMoment(track.From),
        To = MapToMoment(track.To),
        Places = { track.Places.Select(p => new Contract.TrackedPlace { At = MapToMoment(p.Seconds), Box = new() { X = p.X, Y = p.Y, Width = p.Width, Height = p.Height } }) },
    };

    private static Duration MapToMoment(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    private static Contract.PersonEvidence MapToPerson(PersonEvidence person) => new()
    {
        Name = person.Name,
        Probability = person.Probability,
        Cosine = person.Cosine,
        Named = person.IsNamed,
        Face = person.Face is { } face ? MapToFace(face) : null,
        FaceNumber = person.FaceNumber,
    };
}
