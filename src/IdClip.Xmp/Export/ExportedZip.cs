using System.IO.Compression;

namespace IdClip.Xmp.Export;

/// <summary>The ZIP that <see cref="PhotoExport.ToZipAsync"/> wrote on another machine.</summary>
public static class ExportedZip
{
    /// <summary>Says what is in it.</summary>
    /// <param name="zip">Path of the ZIP.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="InvalidDataException">It is no ZIP or not whole.</exception>
    public static Task<ExportReport> ReadAsync(string zip, CancellationToken ct = default) => RunAsync(zip, (_, _) => Task.CompletedTask, ct);

    /// <summary>Writes its files into a folder. Names are made safe anew, since another machine made them.</summary>
    /// <param name="zip">Path of the ZIP.</param>
    /// <param name="folder">The folder; it is made, and must be empty.</param>
    /// <param name="ct">Cancels; what was written whole stays.</param>
    /// <exception cref="InvalidDataException">It is no ZIP or not whole.</exception>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public static Task<ExportReport> UnpackAsync(string zip, string folder, CancellationToken ct = default)
    {
        var (copies, names) = (new ExportFolder(folder), new ExportNames());
        return RunAsync(zip, async (entry, name) =>
        {
            await using var content = await entry.OpenAsync(ct);
            // Times in a ZIP have no zone; an export writes UTC.
            await copies.WriteAsync(names.Next(name), content, DateTime.SpecifyKind(entry.LastWriteTime.DateTime, DateTimeKind.Utc), ct);
        }, ct);
    }

    private static async Task<ExportReport> RunAsync(string zip, Func<ZipArchiveEntry, string, Task> write, CancellationToken ct)
    {
        var report = new ExportReport();
        await using var archive = await ZipFile.OpenReadAsync(zip, ct);
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName == PhotoExport.ProblemsName)
            {
                using var lines = new StreamReader(await entry.OpenAsync(ct));
                while (await lines.ReadLineAsync(ct) is { } line)
                    report.Failed.Add(line.Split(": ", 2) is [var file, var reason] ? new(file, reason) : new(line, ""));
                continue;
            }
            await write(entry, entry.Name);
            if (Path.GetExtension(entry.Name) == ".xmp")
                report.Sidecars++;
            else
                report.Files++;
        }
        return report;
    }
}
