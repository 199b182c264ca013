using System.Numerics.Tensors;
using IdClip.Archive.Albums;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Search.Calibration;
using IdClip.Search.Evidence;
using IdClip.Search.Query;

namespace IdClip.Search.Examples;

/// <summary>Reads photos to search by and recognises who is in them. Thread-safe.</summary>
/// <param name="catalogue">The photos of the archive.</param>
/// <param name="gallery">Who may be recognised.</param>
/// <param name="indexes">What is searched.</param>
/// <param name="encoder">The models.</param>
public sealed class ExampleReader(Catalogue catalogue, Gallery gallery, SearchIndexes indexes, IExampleEncoder encoder)
{
    /// <summary>Most bytes of a picture file.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>Most faces that are looked for: the largest.</summary>
    public const int MaxFaces = 5;

    // What a face must have to enrol somebody; a smaller one is like many.
    private static readonly EnrolmentOptions Clear = new();

    private readonly PhotoSelection _selection = new(catalogue);
    private readonly PhotoAlbums _albums = new(catalogue);

    /// <summary>Reads the bytes of a picture file.</summary>
    /// <exception cref="QueryException">They are too many or no picture, or the models are not the archive's.</exception>
    public async Task<ExamplePhoto> ReadAsync(ReadOnlyMemory<byte> picture, CancellationToken ct = default)
    {
        if (picture.Length > MaxBytes)
            throw Refused($"The picture has {picture.Length >> 20} MiB; at most {MaxBytes >> 20} MiB are read.");
        var encoded = await Task.Run(() => encoder.Encode(picture), ct);
        if (encoded.Failure is { } reason)
            throw Refused($"The picture cannot be read: {reason}. Choose another.");
        if (indexes.Models is not { } models || models.Image != encoder.ImageModel || models.Face != encoder.FaceModel)
            throw Refused("The archive has no photos of the models that read the example. Index it again, or start the server with the archive's models.");
        return new(encoded.Embedding, await RecogniseAsync([.. encoded.Faces.Where(IsClear).Select(f => f.Embedding)], ct), null, models);
    }

    /// <summary>Takes a photo of the archive.</summary>
    /// <exception cref="QueryException">The archive has no such photo.</exception>
    public async Task<ExamplePhoto> ReadAsync(long photoId, CancellationToken ct = default)
    {
        if (await _selection.VectorsAsync(photoId, ct) is not { } photo || (await catalogue.DescribeAsync([photoId], ct)) is not [var details] || indexes.Models is not { } models)
            throw Refused($"The archive has no photo {photoId}. Choose another example.");
        var clear = details.Faces.Where(f => Math.Min(f.Width, f.Height) >= Clear.LeastFaceSide).Select(f => f.Id).ToHashSet();
        return new(photo.Embedding, await RecogniseAsync([.. photo.Faces.Where(f => clear.Contains(f.Id)).Select(f => f.Embedding)], ct), photoId, models);
    }

    /// <summary>What the search of an album looks for beside its words; null where that is nothing.</summary>
    /// <exception cref="QueryException">What it searches by is gone.</exception>
    public async Task<SearchExample?> ReadAsync(AlbumSearch search, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (search.Example is { } photo)
            return (await ReadAsync(photo, ct)).ToSearch(search.ByScene, search.ByPeople);
        if (search.ExampleAlbum is not { } album)
            return null;
        try
        {
            var kept = await _albums.ExampleAsync(album, ct);
            return new() { Scene = search.ByScene ? kept.Scene : null, Faces = search.ByPeople ? kept.Faces : [] };
        }
        catch (AlbumException gone)
        {
            throw Refused(gone.Message);
        }
    }

    private static bool IsClear(FaceEncoding face) =>
        Math.Min(face.Width, face.Height) >= Clear.LeastFaceSide && face.Sharpness >= Clear.LeastSharpness;

    private async Task<IReadOnlyList<ExampleFace>> RecogniseAsync(IReadOnlyList<float[]> faces, CancellationToken ct)
    {
        faces = [.. faces.Take(MaxFaces)];
        var people = await gallery.PeopleAsync(ct);
        if (people.Count == 0 || faces.Count == 0)
            return [.. faces.Select(f => new ExampleFace(f, null, 0))];
        var names = people.Select(p => p.Name).ToList();
        var templates = PersonTemplate.Of(names, people, faces[0].Length);
        var calibration = SearchCalibration.For(indexes.Models!.Image, indexes.Models.Face).Person;
        var probabilities = new double[faces.Count * names.Count];
        for (var face = 0; face < faces.Count; face++)
            for (var person = 0; person < names.Count; person++)
                probabilities[face * names.Count + person] =
                    calibration.Probability(TensorPrimitives.Dot(faces[face], templates.AsSpan(person * faces[face].Length, faces[face].Length)));
        var personOf = new int[faces.Count];
        // A gain above zero only for those likelier than not: the others stay nobody's.
        FaceAssignment.BestMatching([.. probabilities.Select(p => p - .5)], faces.Count, names.Count, personOf);
        return [.. faces.Select((face, i) => personOf[i] is >= 0 and var person && probabilities[i * names.Count + person] is > .5 and var p
            ? new ExampleFace(face, names[person], p) : new ExampleFace(face, null, 0))];
    }

    private static QueryException Refused(string message) => new(QueryProblem.Example, message);
}
