using Google.Protobuf.WellKnownTypes;
using IdClip.Archive.Albums;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Calls;

/// <summary>Albums in requests and responses.</summary>
internal static class AlbumFields
{
    /// <summary>The search that a request has an album keep.</summary>
    public static AlbumSearch Of(string field, Contract.SearchRequest search)
    {
        var example = search.Example;
        if (example is not null && example.SourceCase != Contract.SearchExample.SourceOneofCase.PhotoId)
            throw StatusDetails.Invalid($"{field}.example", "An album keeps no pictures. Send the id of a photo of the archive, or leave the example out.");
        if (search.Query.Length > 0)
            RequestText.Check($"{field}.query", search.Query, GrpcLimits.MaxQueryLength);
        var both = example is { Scene: false, People: false };
        return new()
        {
            Query = search.Query,
            Filter = RequestFilter.Of($"{field}.filter", search.Filter),
            Example = example?.PhotoId,
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
        Example = search.Example is { } photo ? new() { PhotoId = photo, Scene = search.ByScene, People = search.ByPeople } : null,
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
