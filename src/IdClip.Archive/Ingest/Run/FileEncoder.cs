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
        using var context = database.Read();
        context.Database.OpenConnection();
        var hashed = new List<HashedFile>(fileIds.Count);
        foreach (var file in FilesOf(context, fileIds))
        {
            ct.ThrowIfCancellationRequested();
            if (Unreadable(file) is { } reason)
                done.Add(EncodedFile.Unreadable(file.Id, file.Path, reason));
            else if (claims.TryClaim(file.Hash))
                hashed.Add(file);
            else
                done.Add(EncodedFile.Copy(file.Id, file.Path, file.Hash));
        }

        // Asked only once the claims are ours: whoever had them before has committed.
        var known = KnownOf(context, hashed);
        var pictures = new List<HashedFile>(hashed.Count);
        foreach (var file in hashed)
            if (known.Contains(Convert.ToHexString(file.Hash)))
            {
                claims.Release(file.Hash);
                done.Add(EncodedFile.Copy(file.Id, file.Path, file.Hash));
            }
            else if (PhotoFormats.Of(file.Path) == PhotoFormat.Video)
                done.Add(EncodeVideo(file, ct));
            else
                pictures.Add(file);
        if (pictures.Count > 0)
            done.AddRange(pictures.Zip(encoder.Encode([.. pictures.Select(p => p.Path)]), ResultOf));
        return done;
    }

    private static IEnumerable<HashedFile> FilesOf(ArchiveContext context, IReadOnlyList<long> ids) =>
        context.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).OrderBy(f => f.Id)
            .Select(f => new { f.Id, f.Folder.Path, f.Name, f.Size, f.Modified }).ToList()
            .Select(f => new HashedFile(f.Id, Path.Join(f.Path, f.Name), f.Size, f.Modified));

    private static HashSet<string> KnownOf(ArchiveContext context, List<HashedFile> files)
    {
        var hashes = files.Select(f => f.Hash).ToList();
        return hashes.Count == 0 ? [] :
        [
            .. context.Contents.Where(c => hashes.Contains(c.Sha256) && c.Failure == null && !c.IsStale).Select(c => c.Sha256)
                .AsEnumerable().Select(Convert.ToHexString),
        ];
    }

    /// <summary>Hashes the file, or says why it cannot be read.</summary>
    private static string? Unreadable(HashedFile file)
    {
        try
        {
            file.Hash = Hash(file.Path);
            return IsUnchanged(file) ? null : FileProblem.ChangedMeanwhile;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileProblem.Of(e);
        }
    }

    private static EncodedFile ResultOf(HashedFile file, PhotoEncoding encoding)
    {
        if (!IsUnchanged(file))
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

    private static bool IsUnchanged(HashedFile known)
    {
        var file = new FileInfo(known.Path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        return file is { Exists: true } && file.Length == known.Size && file.LastWriteTimeUtc.Ticks == known.Modified;
    }

    private sealed record HashedFile(long Id, string Path, long Size, long Modified)
    {
        public byte[] Hash { get; set; } = [];
    }
}
