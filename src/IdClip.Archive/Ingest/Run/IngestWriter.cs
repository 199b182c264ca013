using System.Threading.Channels;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People.Labels;
using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Ingest.Run;

/// <summary>Commits what the workers made, in the order it comes. Committed is acknowledged.</summary>
internal sealed class IngestWriter(ArchiveDatabase database, IngestTally tally, IngestClaims claims, IngestTeller? teller)
{
    private const int FilesPerCommit = 256;

    /// <summary>Copies whose content another worker is encoding, by hash.</summary>
    private readonly Dictionary<string, List<EncodedFile>> waiting = [];

    public async Task RunAsync(ChannelReader<IReadOnlyList<EncodedFile>> results)
    {
        var batch = new List<EncodedFile>();
        while (await results.WaitToReadAsync())
        {
            while (batch.Count < FilesPerCommit && results.TryRead(out var files))
                batch.AddRange(files);
            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<EncodedFile> batch)
    {
        var made = batch.Where(f => f.Photos is not null).Select(Key).ToHashSet();
        var files = batch.Concat(made.SelectMany(key => waiting.GetValueOrDefault(key) ?? [])).ToList();
        var id = Guid.NewGuid();
        // Not cancellable: work that is done is worth its commit.
        var (settled, failures) = await database.WriteAsync(context => StoreAsync(context, id, files), CancellationToken.None);
        foreach (var key in made)
            waiting.Remove(key);
        foreach (var copy in files.Except(settled))
            (waiting.TryGetValue(Key(copy), out var others) ? others : waiting[Key(copy)] = []).Add(copy);
        foreach (var file in batch.Where(f => f.Photos is not null))
            claims.Release(file.Sha256!);
        var encoded = settled.Where(f => f.Photos is { Count: > 0 }).ToList();
        tally.Encoded(
            encoded.Count, encoded.Sum(f => f.Photos!.Count), settled.Count - encoded.Count - failures.Count, failures);
    }

    private async Task<(List<EncodedFile> Settled, List<IngestFailure> Failures)> StoreAsync(ArchiveContext context, Guid batch, List<EncodedFile> files)
    {
        var contents = await ContentsAsync(context, files);
        foreach (var made in files.Where(f => f.Photos is not null))
            contents[Key(made)] = await StoreContentAsync(context, contents.GetValueOrDefault(Key(made)), made);

        if (files.Any(f => f.Photos is { Count: > 0 }))
        {
            await context.SaveChangesAsync();
            await LabelAttachment.AttachAsync(context, [.. files.Where(f => f.Photos is { Count: > 0 }).Select(f => f.Sha256!)], CancellationToken.None);
        }

        var settled = files.Where(f => f.Sha256 is null || contents.ContainsKey(Key(f))).ToList();
        var rows = new Dictionary<long, PhotoFile>();
        foreach (var ids in settled.Select(f => f.File.Id).Chunk(500))
            foreach (var row in await context.Files.Where(f => ids.Contains(f.Id)).ToListAsync())
                rows[row.Id] = row;

        var failures = new List<IngestFailure>();
        var failed = new HashSet<long>();
        foreach (var file in settled)
        {
            var content = file.Sha256 is null ? null : contents[Key(file)];
            var failure = file.Sha256 is null ? file.Failure : null;
            // Another process may have seen the file change since, or go.
            if (rows.TryGetValue(file.File.Id, out var row) && row.Size == file.File.Size && row.Modified == file.File.Modified)
                (row.Content, row.Failure) = (content, failure);
            if ((failure ?? content?.Failure) is not { } reason)
                continue;
            failures.Add(new(file.File.Path, reason));
            failed.Add(file.File.Id);
        }
        var mine = await claims.SettleAsync(context, [.. settled.Select(f => f.File.Id)], [.. settled.Where(f => f.Sha256 is not null).Select(f => f.Sha256!)]);
        if (teller is not null && mine.Count > 0)
            await TellAsync(context, batch, [.. settled.IntersectBy(mine, f => f.File.Id)], failed);
        return (settled, failures);
    }

    private Task TellAsync(ArchiveContext context, Guid batch, List<EncodedFile> files, HashSet<long> failed)
    {
        var encoded = files.Where(f => f.Photos is { Count: > 0 }).ToList();
        failed.IntersectWith(files.Select(f => f.File.Id));
        return teller!.EncodedAsync(context, batch, encoded.Count, files.Count - encoded.Count - failed.Count, encoded.Sum(f => f.Photos!.Count), [.. failed]);
    }

    private static async Task<Dictionary<string, Content>> ContentsAsync(ArchiveContext context, List<EncodedFile> files)
    {
        var contents = new Dictionary<string, Content>();
        foreach (var hashes in files.Where(f => f.Sha256 is not null).Select(f => f.Sha256!).Chunk(500))
            foreach (var content in await context.Contents.Where(c => hashes.Contains(c.Sha256)).ToListAsync())
                contents[Convert.ToHexString(content.Sha256)] = content;
        return contents;
    }

    private static async Task<Content> StoreContentAsync(ArchiveContext context, Content? content, EncodedFile made)
    {
        IReadOnlyList<ErasedFace> erased = [];
        if (content is null)
            context.Contents.Add(content = new() { Sha256 = made.Sha256! });
        // Another process took this run for dead, or a commit was thought lost: the same photos are there.
        else if (content is { Failure: null, IsStale: false })
            return content;
        else
            erased = await RemovedPhotos.RemoveAsync(context, content.Id);
        content.Failure = made.Failure;
        content.IsStale = false;
        var erasedTracks = made.Photos!.SelectMany(p => p.Faces.Where(f => IsErased(p, f.Face)).Select(f => f.Track)).OfType<FaceTrack>().ToHashSet();
        content.Photos.AddRange(made.Photos!.Select(p => PhotoOf(p, (face, track) => IsErased(p, face) || (track is not null && erasedTracks.Contains(track)))));
        return content;

        bool IsErased(EncodedFrame frame, FaceEncoding face) => erased.Any(e => e.IsSameFace(frame.Seconds, face));
    }

    private static Photo PhotoOf(EncodedFrame frame, Func<FaceEncoding, FaceTrack?, bool> isErased) => new()
    {
        FrameSeconds = frame.Seconds,
        Width = frame.Encoding.Width,
        Height = frame.Encoding.Height,
        TakenAt = frame.Encoding.TakenAt,
        State = PhotoState.Encoded,
        Embedding = Vectors.ToBlob(frame.Encoding.Embedding),
        DifferenceHash = frame.Encoding.DifferenceHash is { Length: DifferenceHash.Bytes } hash ? hash : null,
        Faces =
        [
            .. from seen in frame.Faces
               let f = seen.Face
               // Who was forgotten stays so under a new model too, in every frame of the track.
               let forgotten = isErased(f, seen.Track)
               select new Face
               {
                   X = f.X,
                   Y = f.Y,
                   Width = f.Width,
                   Height = f.Height,
                   Landmarks = Vectors.ToBlob(f.Landmarks),
                   Score = f.Score,
                   Sharpness = f.Sharpness,
                   Embedding = forgotten ? null : Vectors.ToBlob(f.Embedding),
                   Track = forgotten ? null : seen.Track?.ToBlob(),
               },
        ],
    };

    private static string Key(EncodedFile file) => Convert.ToHexString(file.Sha256!);
}
