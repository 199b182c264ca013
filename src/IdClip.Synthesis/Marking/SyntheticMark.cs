using IdClip.Encoding.Pictures;
using NetVips;

namespace IdClip.Synthesis.Marking;

/// <summary>Writes and reads pictures that carry in their XMP that they are synthetic composites, as IPTC's <c>digitalSourceType</c> (Photo Metadata Standard 2023.2) has it.</summary>
public static class SyntheticMark
{
    /// <summary>IPTC's term for a composite that includes synthetic elements.</summary>
    public const string DigitalSourceType = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic";

    private const int Quality = 95;
    private const string XmpField = "xmp-data";
    private const long LargestFile = 64L << 20;
    private const int LargestXmp = 1 << 20;

    /// <summary>The picture as JPEG of quality 95 without chroma subsampling, marked. The same arguments give the same bytes.</summary>
    public static byte[] Encode(RgbPicture picture, SyntheticNote note)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(note);
        using var pixels = Image.NewFromMemory(picture.Pixels, picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        using var image = pixels.Copy(interpretation: Enums.Interpretation.Srgb);
        using var marked = image.Mutate(mutable => mutable.Set(GValue.BlobType, XmpField, XmpPacket.Write(note, DigitalSourceType)));
        return marked.JpegsaveBuffer(q: Quality, optimizeCoding: true, subsampleMode: Enums.ForeignSubsample.Off, keep: Enums.ForeignKeep.Xmp);
    }

    /// <summary>What the mark of a JPEG file says, or null if it isn't marked as a synthetic composite.</summary>
    /// <exception cref="PictureException">The file is missing, over 64 MB or not a JPEG.</exception>
    public static SyntheticNote? Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new PictureException("the file is not there");
            if (file.Length > LargestFile)
                throw new PictureException($"the file has {file.Length >> 20} MB, over the limit of {LargestFile >> 20} MB");
            using var image = Image.Jpegload(path, access: Enums.Access.Sequential);
            return image.Contains(XmpField) && image.Get(XmpField) is byte[] { Length: <= LargestXmp } xmp ? XmpPacket.Read(xmp, DigitalSourceType) : null;
        }
        catch (VipsException e)
        {
            throw new PictureException("not a JPEG file, or a damaged one", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"the file can't be opened: {e.Message}", e);
        }
    }
}
