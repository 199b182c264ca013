using IdClip.Xmp.Files;
using IdClip.Xmp.Packets;

namespace IdClip.Xmp;

/// <summary>What a photo's metadata has to become. Nothing is written before <see cref="Publish"/>; disposing takes back what was only staged.</summary>
public sealed class NameChange : IDisposable
{
    private readonly List<PendingFile> files = [];
    private readonly List<NameConflict> conflicts = [];

    internal NameChange(string photo) => Photo = photo;

    /// <summary>The photo.</summary>
    public string Photo { get; }

    /// <summary>Files that will change: the photo, a sidecar, both or none.</summary>
    public IReadOnlyList<string> Files => [.. files.Select(f => f.Path)];

    /// <summary>Regions that are new in a file.</summary>
    public int Added { get; private set; }

    /// <summary>Regions that IdClip wrote before and that go.</summary>
    public int Removed { get; private set; }

    /// <summary>Faces that another program has named otherwise.</summary>
    public IReadOnlyList<NameConflict> Conflicts => conflicts;

    /// <summary>The photo itself as it will be, or null where only a sidecar changes.</summary>
    public PendingFile? PhotoItself => files.Find(f => f.Path == Photo);

    /// <summary>Writes the new files, durably, under hidden names beside the old ones.</summary>
    /// <exception cref="PhotoXmpException">A file can't be written.</exception>
    public void Stage()
    {
        foreach (var file in files)
            file.Stage();
    }

    /// <summary>
    /// Puts the new files in the place of the old ones, the photo first. Each is replaced whole; a photo keeps its time of last write, and its
    /// staged file stays where the replacing fails (<see cref="PendingFile.Finish"/>).
    /// </summary>
    /// <exception cref="PhotoXmpException">A file can't be replaced.</exception>
    public void Publish()
    {
        foreach (var file in files.OrderBy(f => f.Path != Photo))
            file.Publish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in files)
            file.Dispose();
    }

    internal void Apply(XmpPacket packet, IReadOnlyList<NamedRegion> regions, PictureFrame frame, Func<XmpPacket, PendingFile> write)
    {
        var before = packet.Fingerprint();
        var (added, removed, found) = RegionProperties.Write(packet, regions, frame);
        conflicts.AddRange(found.Except(conflicts));
        if (packet.Fingerprint() == before)
            return;
        Added = Math.Max(Added, added);
        Removed = Math.Max(Removed, removed);
        files.Add(write(packet));
    }
}
