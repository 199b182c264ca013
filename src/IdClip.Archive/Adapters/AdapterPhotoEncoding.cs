using IdClip.Archive.Ingest;
using IdClip.Archive.Ingest.Video;
using IdClip.Archive.Storage;

namespace IdClip.Archive.Adapters;

/// <summary>Reads photos from their files again and encodes them, on the calling thread.</summary>
internal sealed class AdapterPhotoEncoding(IAdapterPhotoEncoder encoder, IngestOptions options, string scratch)
{
    private const string Gone = "Its file is gone or was changed since it was indexed. Index it again.";

    private readonly VideoFrames videos = new(options.Video);

    /// <summary>Encodes pictures, or frames of one video.</summary>
    public IReadOnlyList<AdapterPhotoResult> Encode(IReadOnlyList<MissingPhoto> photos, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return photos[0].FrameSeconds is null ? EncodePictures(photos) : EncodeFrames(photos, ct);
    }

    private List<AdapterPhotoResult> EncodePictures(IReadOnlyList<MissingPhoto> photos)
    {
        var files = photos.Select(p => (p.Id, p.Files, File: p.Files.FirstOrDefault(f => f.IsUnchanged())?.Path)).ToLookup(p => p.File is not null);
        var readable = files[true].ToList();
        return
        [
            .. files[false].Select(p => Failed(p.Id, p.Files, Gone)),
            .. readable.Zip(encoder.Encode([.. readable.Select(p => p.File!)]), (p, e) => new AdapterPhotoResult(p.Id, p.File!, e.Embedding, e.Failure)),
        ];
    }

    private List<AdapterPhotoResult> EncodeFrames(IReadOnlyList<MissingPhoto> frames, CancellationToken ct)
    {
        if (frames[0].Files.FirstOrDefault(f => f.IsUnchanged())?.Path is not { } video)
            return [.. frames.Select(p => Failed(p.Id, p.Files, Gone))];
        var folder = Path.Combine(scratch, frames[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        PrivateFolder.Create(folder);
        try
        {
            // The same file gives the same frames at the same times.
            var found = videos.ExtractAsync(video, folder, ct).GetAwaiter().GetResult().ToDictionary(f => f.Seconds, f => f.File);
            var results = frames.Where(p => !found.ContainsKey(p.FrameSeconds!.Value))
                .Select(p => new AdapterPhotoResult(p.Id, video, [], "ffmpeg no longer gives this frame. Index with re-encoding.")).ToList();
            foreach (var chunk in frames.Where(p => found.ContainsKey(p.FrameSeconds!.Value)).Chunk(options.ChunkSize))
            {
                ct.ThrowIfCancellationRequested();
                results.AddRange(chunk.Zip(
                    encoder.Encode([.. chunk.Select(p => found[p.FrameSeconds!.Value])]), (p, e) => new AdapterPhotoResult(p.Id, video, e.Embedding, e.Failure)));
            }
            return results;
        }
        catch (VideoException e)
        {
            return [.. frames.Select(p => new AdapterPhotoResult(p.Id, video, [], e.Message))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static AdapterPhotoResult Failed(long id, IReadOnlyList<KnownFile> files, string reason) => new(id, files.Count > 0 ? files[0].Path : "", [], reason);
}
