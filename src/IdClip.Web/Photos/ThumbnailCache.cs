using System.Globalization;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest.Video;
using NetVips;

namespace IdClip.Web.Photos;

/// <summary>Thumbnails as WebP files in the archive's <c>cache/thumbs</c>, made when they are first asked for.</summary>
internal sealed class ThumbnailCache(Catalogue catalogue) : IDisposable
{
    /// <summary>A file that was replaced by a decompression bomb since it was indexed is not opened.</summary>
    private const long MostPixels = 500_000_000;

    private const int Quality = 82;

    private readonly VideoFrames _videos = new(new() { MaxSide = 4_096, TimeLimit = TimeSpan.FromSeconds(20) });

    // Decoding takes a core and tens of MiB each; a page of answers asks for dozens at once.
    private readonly SemaphoreSlim _workers = new(Environment.ProcessorCount);

    /// <summary>The path of a thumbnail file.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="width">One of <see cref="PhotoLink.Widths"/>; a smaller photo is not enlarged.</param>
    /// <param name="ct">Ends the wait for a free core.</param>
    /// <returns>Null where the photo's file is gone or cannot be read any more.</returns>
    public Task<string?> GetAsync(PhotoDetails photo, int width, CancellationToken ct) =>
        GetAsync(photo, string.Create(CultureInfo.InvariantCulture, $"-{width}"), (file, frame) => Scaled(file, frame, width), ct);

    /// <summary>The path of a square cut-out of a face.</summary>
    /// <param name="face">The face.</param>
    /// <param name="photo">The photo it is in.</param>
    /// <param name="side">One of <see cref="FaceLink.Sides"/>; a smaller face is not enlarged.</param>
    /// <param name="ct">Ends the wait for a free core.</param>
    /// <returns>Null where the photo's file is gone or cannot be read any more.</returns>
    public Task<string?> GetFaceAsync(FaceDetails face, PhotoDetails photo, int side, CancellationToken ct) =>
        GetAsync(photo, string.Create(CultureInfo.InvariantCulture, $"-face{face.Id}-{side}"), (file, frame) => CutOut(file, frame, face, photo, side), ct);

    private async Task<string?> GetAsync(PhotoDetails photo, string what, Func<string, byte[]?, Image> render, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{ThumbnailFiles.PrefixOf(photo.Id)}{PhotoLink.VersionOf(photo)}{what}.webp");
        var path = Path.Combine(ThumbnailFiles.FolderOf(catalogue.Folder, photo.Id), name);
        if (File.Exists(path))
            return path;
        await _workers.WaitAsync(ct);
        try
        {
            if (!File.Exists(path) && !await WriteAsync(photo, path, render, ct))
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

    private async Task<bool> WriteAsync(PhotoDetails photo, string path, Func<string, byte[]?, Image> render, CancellationToken ct)
    {
        if (!File.Exists(photo.Path))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            var frame = photo.FrameSeconds is { } seconds ? await _videos.ReadFrameAsync(photo.Path, seconds, ct) : null;
            using (var header = frame is null ? Image.NewFromFile(photo.Path) : Image.NewFromBuffer(frame))
                if ((long)header.Width * header.Height > MostPixels)
                    return false;
            // Without metadata: a thumbnail needs no camera and tells no place.
            using var thumbnail = render(photo.Path, frame);
            await File.WriteAllBytesAsync(temporary, thumbnail.WebpsaveBuffer(q: Quality, effort: 2, keep: Enums.ForeignKeep.None), ct);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception unreadable) when (unreadable is VipsException or VideoException)
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static Image Scaled(string file, byte[]? frame, int width) => frame is null
        ? Image.Thumbnail(file, width, height: 10 * width, size: Enums.Size.Down, outputProfile: "srgb")
        : Image.ThumbnailBuffer(frame, width, height: 10 * width, size: Enums.Size.Down);

    private static Image CutOut(string file, byte[]? frame, FaceDetails face, PhotoDetails photo, int side)
    {
        // Half a face around the face, and never more than the photo.
        var wanted = Math.Min(Math.Max(face.Width, face.Height) * 1.7, Math.Min(photo.Width, photo.Height));
        // The decoder skips what the cut-out does not need.
        var scale = Math.Min(1, side / wanted);
        using var whole = Scaled(file, frame, Math.Max(1, (int)Math.Round(photo.Width * scale)));
        // The file may have changed since it was indexed.
        scale = (double)whole.Width / photo.Width;
        var cut = Math.Clamp((int)Math.Round(wanted * scale), 1, Math.Min(whole.Width, whole.Height));
        var left = Math.Clamp((int)Math.Round((face.X + face.Width / 2) * scale - cut / 2.0), 0, whole.Width - cut);
        var top = Math.Clamp((int)Math.Round((face.Y + face.Height / 2) * scale - cut / 2.0), 0, whole.Height - cut);
        return whole.ExtractArea(left, top, cut, cut);
    }
}
