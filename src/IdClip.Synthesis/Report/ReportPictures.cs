using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using NetVips;

namespace IdClip.Synthesis.Report;

/// <summary>Small pictures inside the page, so that it is one file.</summary>
internal sealed class ReportPictures
{
    private const int Side = 240;
    private const int Quality = 82;

    // The face with hair and shoulders.
    private const float Surroundings = 2.2f;

    private readonly PhotoDecoder decoder = PhotoDecoder.FullSize(FaceAnalyser.DefaultLimits);

    /// <summary>An <c>img</c> of a file, or of the square around a face of it; where it can't be read, words that say so.</summary>
    public Html Picture(string path, FaceBox? around, string description)
    {
        RgbPicture picture;
        try
        {
            using var photo = decoder.Decode(path);
            picture = photo.ToPicture();
        }
        catch (PictureException e)
        {
            return Html.Of($"""<span class="absent">{description}: {e.Message}</span>""");
        }

        using var whole = Image.NewFromMemory(picture.Pixels, picture.Width, picture.Height, 3, Enums.BandFormat.Uchar);
        using var colours = whole.Copy(interpretation: Enums.Interpretation.Srgb);
        using var part = around is { } box ? Crop(colours, box) : colours.Copy();
        using var small = part.ThumbnailImage(Side, height: Side);
        var jpeg = small.JpegsaveBuffer(q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        return Html.Of($"""<img src="data:image/jpeg;base64,{new Html(Convert.ToBase64String(jpeg))}" width="{small.Width}" height="{small.Height}" alt="{description}" loading="lazy">""");
    }

    private static Image Crop(Image image, FaceBox box)
    {
        var side = Math.Clamp((int)(Surroundings * Math.Max(box.Width, box.Height)), 1, Math.Min(image.Width, image.Height));
        var left = Math.Clamp((int)(box.X + ((box.Width - side) / 2)), 0, image.Width - side);
        var top = Math.Clamp((int)(box.Y + ((box.Height - side) / 2)), 0, image.Height - side);
        return image.Crop(left, top, side, side);
    }
}
