using System.IO.Compression;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People.Files;
using IdClip.Xmp.Exchange;

namespace IdClip.Xmp.Export;

/// <summary>Copies photos out of an archive, each with a sidecar that names its people. Thread-safe; nothing of the archive is changed.</summary>
/// <remarks>A copy has the bytes of its file. A frame stands for its video, which is copied once. A sidecar begins with what the photo has beside itself or holds.</remarks>
/// <param name="files">The archive's photos.</param>
public sealed class PhotoExport(PhotoFiles files)
{
    internal const string ProblemsName = "NOT EXPORTED.txt";

    private const int PhotosTogether = 256;

    private static readonly DateTime FirstOfZip = new(1980, 1, 1), LastOfZip = new(2107, 12, 31);

    private delegate Task Write(string name, Stream content, DateTime changed);

    /// <summary>Copies photos into a folder.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="folder">The folder; it is made, and must be empty.</param>
    /// <param name="recognised">Names of faces about which nobody has said anything, with probabilities; empty where only what people said counts.</param>
    /// <param name="ct">Cancels; what was copied whole stays.</param>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public async Task<ExportReport> ToFolderAsync(
        IReadOnlyList<PhotoDetails> photos, string folder, IReadOnlyDictionary<long, (string Name, double Probability)> recognised, CancellationToken ct = default)
    {
        var copies = new ExportFolder(folder);
        return await RunAsync(photos, recognised, (name, content, changed) => copies.WriteAsync(name, content, changed, ct), ct);
    }

    /// <summary>Writes photos as a ZIP, in order and as they are read: nothing is kept on the way. Files that could not be read are listed in it.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="zip">Where to; it stays open.</param>
    /// <param name="recognised">As for a folder.</param>
    /// <param name="ct">Cancels; the ZIP is broken then.</param>
    public async Task<ExportReport> ToZipAsync(
        IReadOnlyList<PhotoDetails> photos, Stream zip, IReadOnlyDictionary<long, (string Name, double Probability)> recognised, CancellationToken ct = default)
    {
        await using var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var report = await RunAsync(photos, recognised, WriteAsync, ct);
        if (report.Problems.Count > 0)
        {
            var lines = report.Problems.Select(p => $"{Path.GetFileName(p.File)}: {p.Reason}\r\n");
            await WriteAsync(ProblemsName, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines))), DateTime.UtcNow);
        }
        return report;

        async Task WriteAsync(string name, Stream content, DateTime changed)
        {
            // Photos and videos are compressed already.
            var entry = archive.CreateEntry(name, Path.GetExtension(name) is ".xmp" or ".txt" ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(changed < FirstOfZip ? FirstOfZip : changed > LastOfZip ? LastOfZip : changed, TimeSpan.Zero);
            await using var copy = await entry.OpenAsync(ct);
            await content.CopyToAsync(copy, ct);
        }
    }

    private async Task<ExportReport> RunAsync(
        IReadOnlyList<PhotoDetails> photos, IReadOnlyDictionary<long, (string Name, double Probability)> recognised, Write write, CancellationToken ct)
    {
        var (report, names) = (new ExportReport(), new ExportNames());
        foreach (var some in photos.DistinctBy(p => p.Path).Chunk(PhotosTogether))
        {
            var faces = await files.FacesOfAsync([.. some.Select(p => p.Id)], ct);
            foreach (var photo in some)
            {
                ct.ThrowIfCancellationRequested();
                if (!TryOpen(photo.Path, report, out var content))
                    continue;
                var name = names.Next(photo.Path);
                await using (content)
                    await write(name, content, File.GetLastWriteTimeUtc(photo.Path));
                report.Files++;
                if (!faces.TryGetValue(photo.Id, out var found) || Sidecar(photo.Path, NamedFaces.Regions(found, recognised), report) is not { } sidecar)
                    continue;
                await write(name + ".xmp", new MemoryStream(sidecar), DateTime.UtcNow);
                report.Sidecars++;
            }
        }
        return report;
    }

    private static bool TryOpen(string path, ExportReport report, out FileStream content)
    {
        try
        {
            content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.Failed.Add(new(path, e is FileNotFoundException or DirectoryNotFoundException ? "The file is gone. Index its folder again." : "The file cannot be read."));
            content = null!;
            return false;
        }
    }

    private static byte[]? Sidecar(string photo, IReadOnlyList<NamedRegion> regions, ExportReport report)
    {
        try
        {
            return PhotoXmp.Sidecar(photo, regions);
        }
        catch (PhotoXmpException e)
        {
            report.Failed.Add(new(e.File, e.Reason));
            return null;
        }
    }
}
