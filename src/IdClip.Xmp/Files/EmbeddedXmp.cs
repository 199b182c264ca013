using IdClip.Xmp.Packets;
using NetVips;

namespace IdClip.Xmp.Files;

/// <summary>The XMP inside a picture file.</summary>
internal static class EmbeddedXmp
{
    private const string Field = "xmp-data";

    /// <summary>The packets: none, one, or of a JPEG two where it has extended XMP.</summary>
    /// <exception cref="PhotoXmpException">The file can't be read, or its XMP is broken or too large.</exception>
    public static IReadOnlyList<XmpPacket> Read(string photo)
    {
        if (JpegFile.IsJpeg(photo))
            return JpegFile.Open(photo).Packets();
        try
        {
            using var image = Image.NewFromFile(photo, access: Enums.Access.Sequential);
            return image.Contains(Field) && image.Get(Field) is byte[] xmp ? [XmpPacket.Parse(photo, xmp)] : [];
        }
        catch (VipsException e)
        {
            throw new PhotoXmpException(photo, "It is not a picture, or a damaged one.", e);
        }
    }
}
