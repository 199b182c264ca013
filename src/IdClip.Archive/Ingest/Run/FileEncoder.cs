using System.Security.Cryptography;
using IdClip.Archive.Ingest.Video;
using IdClip.Archive.Ingest.Walk;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Hashes files and encodes those with new content, on the calling thread.</summary>
internal sealed class FileEncoder(ArchiveDatabase database, IPhotoEncoder encoder, ContentClaims claims, IngestOptions options, string scratch)
{
    private readonly VideoFrames videos = new(options.Video);

    public IReadOnlyList<EncodedFile> Encode(IReadOnlyList<long> fileIds, CancellationToken ct)
    {
        var done = new List<EncodedFile>(fileIds.Count);
        var pictures = new List<HashedFile>();
        using var context = database.Read();
        var files = context.Files.AsNoTracking().Where(f => fileIds.Contains(f.Id)).OrderBy(f => f.Id)
            .Select(f => new { f.Id, f.Folder.Path, f.Name, f.Size, f.Modified }).ToList();
        foreach (var row in files)
        {
            ct.ThrowIfCancellationRequested();
            var path = Path.Join(row.Path, row.Name);
            byte[] hash;
            try
            {
                hash = Hash(path);
                if (!IsUnchanged(path, row.Size, row.Modified))
                    throw new IOException(FileProblem.ChangedMeanwhile);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                done.Add(EncodedFile.Unreadable(row.Id, path, e.Message == FileProblem.ChangedMeanwhile ? e.Message : FileProblem.Of(e)));
                continue;
            }
            var file = new HashedFile(row.Id, path, row.Size, row.Modified, hash);
            if (!claims.TryClaim(hash))
                done.Add(EncodedFile.Copy(row.Id, path, hash));
            // Asked only once the claim is ours: whoever had it before has committed.
            else if (context.Contents.Any(c => c.Sha256 == hash && c.Failure == null && !c.IsStale))
            {
                claims.Release(hash);
                done.Add(EncodedFile.Copy(row.Id, path, hash));
            }
            else if (PhotoFormats.Of(path) == PhotoFormat.Video)
                done.Add(EncodeVideo(file, ct));
            else
                pictures.Add(file);
        }
        if (pictures.Count > 0)
            done.AddRange(pictures.Zip(encoder.Encode([.. pictures.Select(p => p.Path)]), ResultOf));
        return done;
    }

    private static EncodedFile ResultOf(HashedFile file, PhotoEncoding encoding)
    {
        if (!IsUnchanged(file.Path, file.Size, file.Modified))
            return EncodedFile.NotEncoded(file.Id, file.Path, file.Hash, FileProblem.ChangedMeanwhile);
        return encoding.Failure is { } reason
            ? EncodedFile.NotEncoded(file.Id, file.Path, file.Hash, reason)
            : EncodedFile.Encoded(file.Id, file.Path, file.Hash, [new(null, encoding)]);
    }

    private EncodedFile EncodeVideo(HashedFile file, CancellationToken ct)
    {
        var folder = Path.Combine(scratch, Convert.ToHexString(file.Hash));
        PrivateFolder.Create(folder);
        try
        {
            var photos = new List<EncodedFrame>();
            string? failure = null;
            foreach (var frames in videos.ExtractAsync(file.Path, folder, ct).GetAwaiter().GetResult().Chunk(options.ChunkSize))
            {
                ct.ThrowIfCancellationRequested();
                foreach (var (frame, encoding) in frames.Zip(encoder.Encode([.. frames.Select(f => f.File)])))
                    if (encoding.Failure is { } reason)
                        failure ??= reason;
                    else
                        photos.Add(new(frame.Seconds, encoding));
            }
            return photos.Count > 0
                ? EncodedFile.Encoded(file.Id, file.Path, file.Hash, photos)
                : EncodedFile.NotEncoded(file.Id, file.Path, file.Hash, failure!);
        }
        catch (VideoException e)
        {
            return EncodedFile.NotEncoded(file.Id, file.Path, file.Hash, e.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Hash(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 17, FileOptions.SequentialScan);
        return SHA256.HashData(stream);
    }

    private static bool IsUnchanged(string path, long size, long modified)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true);
        return file is { Exists: true } && file.Length == size && file.LastWriteTimeUtc.Ticks == modified;
    }

    private sealed record HashedFile(long Id, string Path, long Size, long Modified, byte[] Hash);
}
