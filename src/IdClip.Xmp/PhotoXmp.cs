using IdClip.Xmp.Files;
using IdClip.Xmp.Packets;

namespace IdClip.Xmp;

/// <summary>Reads and writes people's names in the XMP of photos and of their sidecars. Thread-safe for different photos.</summary>
/// <remarks>
/// Read are MWG regions (Guidelines for Handling Image Metadata 2.0, section 5.9), Microsoft's people tags and keywords; written are MWG regions and
/// <c>dc:subject</c>. Both kinds of regions are in the stored picture, before its EXIF orientation is applied, except where the dimensions that
/// MWG regions were applied to have the upright picture's shape.
/// </remarks>
public static class PhotoXmp
{
    /// <summary>Who is in a photo. Of each property the sidecar's counts where it has it, then the photo's own.</summary>
    /// <param name="photo">A JPEG, PNG, WebP, TIFF or other picture that libvips reads.</param>
    /// <exception cref="PhotoXmpException">The photo or one of its sidecars can't be read, or its XMP is broken or too large.</exception>
    public static PhotoNames Read(string photo)
    {
        var frame = PictureFrame.Of(photo);
        List<XmpPacket> packets = [.. Sidecars.Of(photo).Select(XmpPacket.ReadFile), .. EmbeddedXmp.Read(photo)];
        var problems = new List<string>();
        var regions = packets.FirstOrDefault(RegionProperties.HasAny) is { } source ? RegionProperties.Read(source, frame, problems) : [];
        return new(
            [.. regions.Select(r => new NamedRegion(r.Name, r.Box))],
            packets.Select(KeywordProperties.People).FirstOrDefault(people => people.Count > 0) ?? [],
            packets.Select(KeywordProperties.Flat).FirstOrDefault(keywords => keywords.Count > 0) ?? [],
            problems);
    }

    /// <summary>The sidecar that a copy of a photo goes with: what is beside the photo, or else the names that it holds, with these names.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="regions">All faces to be named, in the upright picture.</param>
    /// <returns>The bytes of the sidecar; null where it would say nothing.</returns>
    /// <exception cref="PhotoXmpException">The photo or one of its sidecars can't be read, or its XMP is broken.</exception>
    public static byte[]? Sidecar(string photo, IReadOnlyList<NamedRegion> regions)
    {
        var beside = Sidecars.Of(photo).FirstOrDefault();
        if (beside is null && regions.Count == 0)
            return null;
        var packet = beside is not null ? XmpPacket.ReadFile(beside) : XmpPacket.ForNewSidecar(Sidecars.NewFor(photo), EmbeddedXmp.Read(photo));
        RegionProperties.Write(packet, regions, PictureFrame.Of(photo));
        return packet.ToBytes();
    }

    /// <summary>Works out what a photo's metadata has to become to hold these names, and writes nothing yet.</summary>
    /// <remarks>
    /// What others wrote stays. Regions that IdClip wrote before and that are not among <paramref name="regions"/> go, with the keywords that
    /// came with them. A sidecar that is there already is changed in any case; without <paramref name="inPlace"/> one is made where there is
    /// none, and starts with the names that the photo holds itself.
    /// </remarks>
    /// <param name="photo">The photo.</param>
    /// <param name="regions">All faces to be named, in the upright picture.</param>
    /// <param name="inPlace">Whether the photo itself is changed; JPEG only. The compressed picture stays byte for byte.</param>
    /// <exception cref="PhotoXmpException">The photo or one of its sidecars can't be read, its XMP is broken, or it can't be changed safely.</exception>
    public static NameChange Prepare(string photo, IReadOnlyList<NamedRegion> regions, bool inPlace)
    {
        var frame = PictureFrame.Of(photo);
        var change = new NameChange(photo);
        var sidecar = Sidecars.Of(photo).FirstOrDefault();
        if (sidecar is not null)
            change.Apply(XmpPacket.ReadFile(sidecar), regions, frame, XmpPacket.ToSidecar);
        // Other formats never hold names of ours.
        if (inPlace && (regions.Count > 0 || JpegFile.IsJpeg(photo)))
        {
            var jpeg = JpegFile.Open(photo);
            change.Apply(jpeg.MainPacket(), regions, frame, jpeg.With);
        }
        else if (!inPlace && sidecar is null && regions.Count > 0)
            change.Apply(XmpPacket.ForNewSidecar(Sidecars.NewFor(photo), EmbeddedXmp.Read(photo)), regions, frame, XmpPacket.ToSidecar);
        return change;
    }
}
