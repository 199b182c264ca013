using Google.Protobuf.WellKnownTypes;
using IdClip.Archive.Albums;
using IdClip.Search.Examples;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Calls;

/// <summary>Albums in requests and responses.</summary>
internal static class AlbumFields
{
    /// <summary>What is wrong with an example that is none.</summary>
    public const string NoSource = "It has neither an image, nor a photo_id, nor an album.";

    /// <summary>The search that a request has an album keep.</summary>
    /// <param name="field">The field that has it.</param>
    /// <param name="search">The search.</param>
    /// <param name="image">What was seen in the image that is its example; null where it has none.</param>
    public static AlbumSearch Of(string field, Contract.SearchRequest search, ExamplePhoto? image = null)
    {
        var example = search.Example;
        if (example is { SourceCase: Contract.SearchExample.SourceOneofCase.None })
            throw StatusDetails.Invalid($"{field}.example", NoSource);
        if (search.Query.Length > 0)
            RequestText.Check($"{field}.query", search.Query, GrpcLimits.MaxQueryLength);
        var both = example is { Scene: false, People: false };
        return new()
        {
            Query = search.Query,
            Filter = RequestFilter.Of($"{field}.filter", search.Filter),
            Example = example is { HasPhotoId: true } ? example.PhotoId : null,
            ExampleAlbum = example is { HasAlbum: true } ? example.Album : null,
            Seen = image?.ToAlbum(example!.Scene || both, example.People || both),
            ByScene = example is not null && (example.Scene || both),
            ByPeople = example is not null && (example.People || both),
            EveryCopy = search.EveryCopy,
        };
    }

    /// <summary>The search as a request states it.</summary>
    public static Contract.SearchRequest ToContract(AlbumSearch search) => new()
    {
        Query = search.Query,
        Filter = search.Filter.IsEmpty ? null : RequestFilter.ToContract(search.Filter),
        Example = search.Example is { } photo ? new() { PhotoId = photo, Scene = search.ByScene, People = search.ByPeople }
            : search.ExampleAlbum is { } album ? new() { Album = album, Scene = search.ByScene, People = search.ByPeople } : null,
        EveryCopy = search.EveryCopy,
    };

    /// <summary>The album as a response has it.</summary>
    public static Contract.Album MapToAlbum(PhotoAlbum album) => new()
    {
        Name = album.Name,
        Search = ToContract(album.Search),
        SavedAt = Timestamp.FromDateTime(album.SavedAt),
        Missing = album.Missing ?? "",
    };

    /// <summary>The album that a response has.</summary>
    public static PhotoAlbum ToAlbum(Contract.Album album) =>
        new(album.Name, Of("search", album.Search), album.SavedAt.ToDateTime(), album.Missing.Length == 0 ? null : album.Missing);
}
