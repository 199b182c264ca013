using IdClip.Archive;
using IdClip.Archive.People.Files;
using IdClip.Xmp.Files;

namespace IdClip.Xmp.Exchange;

/// <summary>Writes the names of an archive's people into the metadata of its photos. Interrupted, it is continued by the next run.</summary>
/// <param name="files">The archive's photos.</param>
public sealed class NameExport(PhotoFiles files)
{
    /// <param name="folder">Absolute path of a folder of the archive; null for all of it.</param>
    /// <param name="recognised">Names of faces about which nobody has said anything, with probabilities; empty where only what people said counts.</param>
    /// <param name="inPlace">Whether the photos are changed instead of sidecars beside them.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="ct">Cancels between two photos.</param>
    /// <exception cref="ArchiveException">The archive has no photo in the folder, or is being indexed while photos are to be changed.</exception>
    public async Task<NameExportReport> RunAsync(
        string? folder, IReadOnlyDictionary<long, (string Name, double Probability)> recognised, bool inPlace, bool dryRun, CancellationToken ct = default)
    {
        using var held = inPlace && !dryRun ? await files.HoldAsync(ct) : null;
        var report = new NameExportReport();
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in files.ReadAsync(folder, ct))
        {
            ct.ThrowIfCancellationRequested();
            report.Photos++;
            var regions = NamedFaces.Regions(file.Faces, recognised);
            names.UnionWith(regions.Select(r => r.Name));
            try
            {
                if (inPlace && !dryRun && PendingFile.IsStaged(file.Path) && await files.ContentAsync(file.Path, ct) is { } content)
                    PendingFile.Finish(file.Path, content);
                using var change = PhotoXmp.Prepare(file.Path, regions, inPlace);
                report.Conflicts.AddRange(change.Conflicts.Select(c => new FaceConflict(file.Path, c.Theirs, $"is {c.Name}")));
                if (change.Files.Count == 0)
                    continue;
                if (!dryRun)
                    await WriteAsync(change);
                report.Changed++;
                report.Added += change.Added;
                report.Removed += change.Removed;
            }
            catch (PhotoXmpException e)
            {
                report.Problems.Add(new(e.File, e.Reason));
            }
            catch (ArchiveException e)
            {
                report.Problems.Add(new(file.Path, e.Message));
            }
        }
        report.Names = names.Count;
        return report;
    }

    /// <summary>The catalogue follows before the photo is replaced: what is staged then is finished by the next run if this one dies in between.</summary>
    private async Task WriteAsync(NameChange change)
    {
        change.Stage();
        if (change.PhotoItself is { } photo)
            await files.MoveContentAsync(photo.Path, photo.FormerSha256, photo.Sha256, photo.Size, CancellationToken.None);
        change.Publish();
    }
}
