namespace IdClip.Xmp.Export;

/// <summary>A new folder that copies are written into; each is there once it is whole.</summary>
internal sealed class ExportFolder
{
    private readonly string _folder;

    /// <exception cref="IOException">The folder is not empty or cannot be made.</exception>
    public ExportFolder(string folder)
    {
        Directory.CreateDirectory(_folder = folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"The folder {folder} is not empty. Name one that is, or that is not there yet.");
    }

    /// <summary>Writes one copy.</summary>
    public async Task WriteAsync(string name, Stream content, DateTime changed, CancellationToken ct)
    {
        var path = Path.Join(_folder, name);
        var part = path + ".part";
        try
        {
            await using (var copy = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
                await content.CopyToAsync(copy, ct);
            File.SetLastWriteTimeUtc(part, changed);
            File.Move(part, path);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
