using IdClip.Archive.Catalogue;

namespace IdClip.Archive.Storage;

/// <summary>A search that is kept under a name.</summary>
internal sealed class Album
{
    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as names are compared; see <see cref="People.PersonName"/>.</summary>
    public required string NameKey { get; set; }

    /// <summary>In the query language, people by their whole names.</summary>
    public required string Query { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    /// <summary>Path of a folder: its row goes with its last photo and comes back under another id.</summary>
    public string? Folder { get; set; }

    public PhotoKind? Kind { get; set; }

    /// <summary>Content hash of the example: its photo is another row after a re-encoding.</summary>
    public byte[]? ExampleSha256 { get; set; }

    public double? ExampleSeconds { get; set; }

    /// <summary>Scene of an example that is not of the archive: little-endian float32, by the archive's image model.</summary>
    public byte[]? ExampleScene { get; set; }

    /// <summary>Its faces.</summary>
    public List<AlbumFace> Faces { get; private set; } = [];

    public bool ByScene { get; set; }

    public bool ByPeople { get; set; }

    public bool EveryCopy { get; set; }

    /// <summary>UTC ticks.</summary>
    public long SavedAt { get; set; }

    /// <summary>The same row for another context, without what was seen in an example: that ends with the album.</summary>
    public Album Copy()
    {
        var copy = (Album)MemberwiseClone();
        (copy.ExampleScene, copy.Faces) = (null, []);
        return copy;
    }
}
