using System.Security.Cryptography;
using IdClip.Archive.Ingest.Video;
using IdClip.Archive.Ingest.Walk;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Hashes files and encodes those with new content, on the calling thread.</summary>
internal sealed class FileEncoder(ArchiveDatabase database, IPhotoEncoder encoder, IngestClaims claims, IngestOptions options, string scratch)
{
    private readonly VideoFrames videos = new(options.Video);

    /// <summary>One result for each file that is this run's to encode.</summary>
    /// <param name="fileIds">Found files.</param>
    /// <param name="later">Gets those that another process is at; they are to be asked for again.</param>
    /// <param name="ct">Stops between files.</param>
    public IReadOnlyList<EncodedFile> Encode(IReadOnlyList<long> fileIds, ICollection<long> later, CancellationToken ct)
    {
        var done = new List<EncodedFile>(fileIds.Count);
        var hashed = new List<HashedFile>(fileIds.Count);
        foreach (var file in FilesOf(claims.TakeFiles(fileIds, later)))
        {
            ct.ThrowIfCancellationRequested();
            if (Unreadable(file) is { } reason)
                done.Add(EncodedFile.Unreadable(file, reason));
            else if (claims.TryClaim(file.Hash!))
                hashed.Add(file);
            else
                done.Add(EncodedFile.Copy(file));
        }

        LeaveToOthers(hashed, later);
        // Asked only once the claims are ours: whoever had them before has committed.
        var known = KnownOf(hashed);
        var pictures = new List<HashedFile>(hashed.Count);
        foreach (var file in hashed)
            if (known.Contains(Convert.ToHexString(file.Hash!)))
            {
                claims.Release(file.Hash!);
                done.Add(EncodedFile.Copy(file));
            }
            else if (PhotoFormats.Of(file.Path) == PhotoFormat.Video)
                done.Add(EncodeVideo(file, ct));
            else
                pictures.Add(file);
        if (pictures.Count > 0)
            done.AddRange(pictures.Zip(encoder.Encode([.. pictures.Select(p => p.Path)]), ResultOf));
        return done;
    }

    private void LeaveToOthers(List<HashedFile> hashed, ICollection<long> later)
    {
        var taken = claims.TakeContents([.. hashed.Select(f => f.Hash!)]).Select(Convert.ToHexString).ToHashSet();
        foreach (var file in hashed.Where(f => !taken.Contains(Convert.ToHexString(f.Hash!))).ToList())
        {
            hashed.Remove(file);
            claims.Release(file.Hash!);
            later.Add(file.Id);
        }
    }

    // No connection is kept while files are read and encoded: a server has few.
    private List<HashedFile> FilesOf(IReadOnlyList<long> ids)
    {
        using var context = database.Read();
        return
        [
            .. context.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).OrderBy(f => f.Id)
                .Select(f => new { f.Id, f.Folder.Path, f.Name, f.Size, f.Modified }).AsEnumerable()
                .Select(f => new HashedFile(f.Id, Path.Join(f.Path, f.Name), f.Size, f.Modified)),
        ];
    }

    private HashSet<string> KnownOf(List<HashedFile> files)
    {
        if (files.Count == 0)
            return [];
        var hashes = files.Select(f => f.Hash!).ToList();
        using var context = database.Read();
        return
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
            return EncodedFile.NotEncoded(file, FileProblem.ChangedMeanwhile);
        return encoding.Failure is { } reason
            ? EncodedFile.NotEncoded(file, reason)
            : EncodedFile.Encoded(file, [new(null, encoding, [])]);
    }

    private EncodedFile EncodeVideo(HashedFile file, CancellationToken ct)
    {
        var folder = Path.Combine(scratch, Convert.ToHexString(file.Hash!));
        PrivateFolder.Create(folder);
        try
        {
            var encodings = new List<PhotoEncoding>();
            var seen = new List<SeenFrame>();
            string? failure = null;
            foreach (var frames in videos.ExtractAsync(file.Path, folder, ct).GetAwaiter().GetResult().Chunk(options.ChunkSize))
            {
                ct.ThrowIfCancellationRequested();
                foreach (var (frame, encoding) in frames.Zip(encoder.Encode([.. frames.Select(f => f.File)])))
                    if (encoding.Failure is { } reason)
                        failure ??= reason;
                    else
                    {
                        encodings.Add(encoding);
                        seen.Add(new(frame.Seconds, frame.BeginsShot, frame.IsKey, encoding.Faces));
                    }
            }
            return seen.Count > 0
                ? EncodedFile.Encoded(file, [.. FaceTracks.Choose(seen, options.Video.MaxFrames).Select(f => new EncodedFrame(seen[f.Place].Seconds, encodings[f.Place], f.Tracks))])
                : EncodedFile.NotEncoded(file, failure!);
        }
        catch (VideoException e)
        {
            return EncodedFile.NotEncoded(file, e.Message);
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
}
