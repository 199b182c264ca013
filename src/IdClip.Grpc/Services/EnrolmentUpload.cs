using IdClip.Grpc.Calls;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>The photos of an Enrol call as files: those sent as bytes lie in a private temporary folder until the call ends.</summary>
internal sealed class EnrolmentUpload : IDisposable
{
    private readonly List<string> _files = [];
    private string? _folder;

    private EnrolmentUpload()
    {
    }

    /// <summary>The files, in the order of the request.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Checks the photos and writes those that came as bytes.</summary>
    public static async Task<EnrolmentUpload> ReceiveAsync(IReadOnlyList<Contract.EnrolmentPhoto> photos, CancellationToken ct)
    {
        if (photos.Count is 0 or > GrpcLimits.MaxEnrolmentPhotos)
            throw StatusDetails.Invalid("photos", $"Give 1 to {GrpcLimits.MaxEnrolmentPhotos} photos.");
        var upload = new EnrolmentUpload();
        try
        {
            for (var i = 0; i < photos.Count; i++)
                upload._files.Add(await upload.FileOfAsync($"photos[{i}]", i, photos[i], ct));
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    /// <summary>The place of a file in the request.</summary>
    public string FieldOf(string file) => _files.IndexOf(file) is >= 0 and var place ? $"photos[{place}]" : file;

    /// <summary>A text for the client, in which the files are called by their place in the request.</summary>
    public string InFields(string text)
    {
        for (var i = 0; i < _files.Count; i++)
            text = text.Replace(_files[i], $"photos[{i}]", StringComparison.Ordinal);
        return text;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> FileOfAsync(string field, int place, Contract.EnrolmentPhoto photo, CancellationToken ct)
    {
        switch (photo.SourceCase)
        {
            case Contract.EnrolmentPhoto.SourceOneofCase.Path:
                if (!Path.IsPathFullyQualified(photo.Path))
                    throw StatusDetails.Invalid($"{field}.path", "It is not an absolute path; the server's working folder is not yours.");
                return photo.Path;
            case Contract.EnrolmentPhoto.SourceOneofCase.Image:
                RequestImage.Check($"{field}.image", photo.Image);
                _folder ??= Directory.CreateTempSubdirectory("idclip-enrol-").FullName;
                // The name is ours; what kind of picture it is, the decoder sees from its bytes.
                var file = Path.Combine(_folder, $"photo-{place}");
                await using (var stream = File.Create(file))
                    await stream.WriteAsync(photo.Image.Memory, ct);
                return file;
            default:
                throw StatusDetails.Invalid(field, "It has neither an image nor a path.");
        }
    }
}
