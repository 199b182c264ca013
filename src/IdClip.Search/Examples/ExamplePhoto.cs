using IdClip.Archive.Albums;
using IdClip.Archive.Catalogue;

namespace IdClip.Search.Examples;

/// <summary>A photo to search by, as the models see it; its pixels are gone.</summary>
/// <param name="Scene">The image tower's embedding, unit length.</param>
/// <param name="Faces">Its clear faces, largest first, no two of one enrolled person.</param>
/// <param name="PhotoId">Its id where it is a photo of the archive.</param>
/// <param name="Models">The models that saw it.</param>
public sealed record ExamplePhoto(float[] Scene, IReadOnlyList<ExampleFace> Faces, long? PhotoId, ArchiveModelNames Models)
{
    /// <summary>Enrolled people in it.</summary>
    public IReadOnlyList<string> Names => [.. Faces.Where(f => f.Name is not null).Select(f => f.Name!)];

    /// <summary>Faces of nobody enrolled.</summary>
    public IReadOnlyList<float[]> Strangers => [.. Faces.Where(f => f.Name is null).Select(f => f.Embedding)];

    /// <summary>What is looked for.</summary>
    /// <param name="scene">Photos of a scene like this one's.</param>
    /// <param name="people">Photos of its people.</param>
    public SearchExample ToSearch(bool scene, bool people) => new()
    {
        Scene = scene ? Scene : null,
        Names = people ? Names : [],
        Faces = people ? Strangers : [],
        PhotoId = PhotoId,
    };

    /// <summary>What an album keeps of it; its enrolled people are names in the album's query.</summary>
    /// <param name="scene">Photos of a scene like this one's are looked for.</param>
    /// <param name="people">Photos of its people are looked for.</param>
    public AlbumExample ToAlbum(bool scene, bool people) => new(scene ? Scene : null, people ? Strangers : [], Models);
}
