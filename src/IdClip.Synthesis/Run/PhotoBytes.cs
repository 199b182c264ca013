using IdClip.Encoding;
using IdClip.Encoding.Pictures;

namespace IdClip.Synthesis.Run;

/// <summary>Reads photos whole, so that what is hashed is what is decoded.</summary>
internal static class PhotoBytes
{
    /// <summary>A file's bytes.</summary>
    /// <exception cref="PictureException">The file is missing, too large or can't be opened.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= FaceAnalyser.DefaultLimits.FileBytes
                ? File.ReadAllBytes(path)
                : throw new PictureException($"the file has {length >> 20} MB, over the limit of {FaceAnalyser.DefaultLimits.FileBytes >> 20} MB");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"the file can't be opened: {error.Message}", error);
        }
    }
}
