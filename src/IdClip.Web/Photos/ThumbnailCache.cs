using System.Globalization;
using IdClip.Archive.Catalogue;
using NetVips;

namespace IdClip.Web.Photos;

/// <summary>Thumbnails as WebP files in the archive's <c>cache/thumbs</c>, made when they are first asked for.</summary>
internal sealed class ThumbnailCache(Catalogue catalogue) : IDisposable
{
    /// <summary>A file that was replaced by a decompression bomb since it was indexed is not opened.</summary>
    private const long MostPixels = 500_000_000;

    private const int Quality = 82;

    // Decoding takes a core and tens of MiB each; a page of answers asks for dozens at once.
    private readonly SemaphoreSlim _workers = new(Environment.ProcessorCount);

    /// <summary>The path of a thumbnail file.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="width">One of <see cref="PhotoLink.Widths"/>; a smaller photo is not enlarged.</param>
    /// <param name="ct">Ends the wait for a free core.</param>
    /// <returns>Null where the photo's file is gone or cannot be read any more.</returns>
    public async Task<string?> GetAsync(PhotoDetails photo, int width, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{ThumbnailFiles.PrefixOf(photo.Id)}{PhotoLink.VersionOf(photo)}-{width}.webp");
        var path = Path.Combine(ThumbnailFiles.FolderOf(catalogue.Folder, photo.Id), name);
        if (File.Exists(path))
            return path;
        await _workers.WaitAsync(ct);
        try
        {
            if (!File.Exists(path) && !await WriteAsync(photo, width, path, ct))
                return null;
            return path;
        }
        finally
        {
            _workers.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    private static async Task<bool> WriteAsync(PhotoDetails photo, int width, string path, CancellationToken ct)
    {
        if (!File.Exists(photo.Path))
            return false;
        var frame = photo.FrameSeconds is { } seconds ? await VideoFrame.ReadAsync(photo.Path, seconds, ct) : null;
        if (photo.FrameSeconds is not null && frame is null)
            return false;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            using (var header = frame is null ? Image.NewFromFile(photo.Path) : Image.NewFromBuffer(frame))
                if ((long)header.Width * header.Height > MostPixels)
                    return false;
            // Without metadata: a thumbnail needs no camera and tells no place.
            using var thumbnail = frame is null
                ? Image.Thumbnail(photo.Path, width, height: 10 * width, size: Enums.Size.Down, outputProfile: "srgb")
                : Image.ThumbnailBuffer(frame, width, height: 10 * width, size: Enums.Size.Down);
            await File.WriteAllBytesAsync(temporary, thumbnail.WebpsaveBuffer(q: Quality, effort: 2, keep: Enums.ForeignKeep.None), ct);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (VipsException)
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
