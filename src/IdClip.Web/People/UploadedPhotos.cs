using Microsoft.AspNetCore.Components.Forms;

namespace IdClip.Web.People;

/// <summary>Photos that a browser has sent, as files in a private temporary folder until they are disposed of.</summary>
internal sealed class UploadedPhotos : IDisposable
{
    /// <summary>Bytes of one photo.</summary>
    public const long MostBytes = 32 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("idclip-enrol-").FullName;
    private readonly List<(string File, string Name)> _photos = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Files => [.. _photos.Select(p => p.File)];

    /// <summary>Receives a photo, or says why not.</summary>
    public async Task<string?> ReceiveAsync(IBrowserFile photo, CancellationToken ct)
    {
        if (photo.Size is 0 or > MostBytes)
            return photo.Size == 0 ? "The file is empty. Pick another photo." : $"The file has more than {MostBytes >> 20} MiB. Pick a smaller photo.";
        // The name is ours; what kind of picture it is, the decoder sees from its bytes.
        var file = Path.Combine(_folder, $"photo-{_photos.Count}");
        await using (var stream = File.Create(file))
        await using (var sent = photo.OpenReadStream(MostBytes, ct))
            await sent.CopyToAsync(stream, ct);
        _photos.Add((file, photo.Name));
        return null;
    }

    /// <summary>What the photo is called where it came from.</summary>
    public string NameOf(string file) => _photos.FirstOrDefault(p => p.File == file).Name ?? Path.GetFileName(file);

    /// <summary>A text in which the files are called as they were where they came from.</summary>
    public string InNames(string text) => _photos.Aggregate(text, (all, photo) => all.Replace(photo.File, photo.Name, StringComparison.Ordinal));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
