using System.Security.Cryptography;
using IdClip.Archive.Ingest;
using IdClip.Archive.Ingest.Walk;

namespace IdClip.Archive.People;

/// <summary>Finds the one clear face in each photo, or says why there is none.</summary>
internal static class EnrolmentPhotos
{
    private const long MaxBytes = 1 << 28;

    public static (List<EnrolmentFace> Faces, List<EnrolmentProblem> Problems) Read(
        IReadOnlyList<string> photos, IPhotoEncoder encoder, EnrolmentOptions options)
    {
        var faces = new List<EnrolmentFace>();
        var problems = new List<EnrolmentProblem>();
        var readable = new List<(string Photo, byte[] Hash)>();
        foreach (var photo in photos)
        {
            if (Unreadable(photo, out var hash) is { } reason)
                problems.Add(new(photo, reason));
            else if (readable.FirstOrDefault(r => r.Hash.AsSpan().SequenceEqual(hash)) is { Photo: { } same })
                problems.Add(new(photo, $"It is the same picture as {same}. Pick another one."));
            else
                readable.Add((photo, hash));
        }
        if (readable.Count > 0)
            foreach (var ((photo, hash), encoding) in readable.Zip(encoder.Encode([.. readable.Select(r => Path.GetFullPath(r.Photo))])))
                if (Unusable(encoding, options) is { } reason)
                    problems.Add(new(photo, reason));
                else
                    faces.Add(new(photo, hash, Largest(encoding).Embedding, Largest(encoding).Sharpness));
        return (faces, problems);
    }

    private static FaceEncoding Largest(PhotoEncoding encoding) => encoding.Faces.MaxBy(f => f.Width * f.Height)!;

    private static string? Unreadable(string photo, out byte[] hash)
    {
        hash = [];
        try
        {
            var file = new FileInfo(photo);
            if (!file.Exists)
                return "There is no such file. Check the path.";
            if (PhotoFormats.Of(photo) == PhotoFormat.Video)
                return "It is a video. Pick a photo.";
            if (file.Length is 0 or > MaxBytes)
                return file.Length == 0 ? "The file is empty. Pick another photo." : $"The file has more than {MaxBytes >> 20} MiB. Pick a smaller photo.";
            using var stream = file.OpenRead();
            hash = SHA256.HashData(stream);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileProblem.Of(e);
        }
    }

    private static string? Unusable(PhotoEncoding encoding, EnrolmentOptions options)
    {
        if (encoding.Failure is { } failure)
            return failure;
        if (encoding.Faces.Count == 0)
            return "No face was found. Pick a photo that shows the face from the front.";
        var face = Largest(encoding);
        var others = encoding.Faces.Where(f => f != face).ToList();
        if (others.Count > 0 && face.Width * face.Height < options.DominantArea * others.Max(f => f.Width * f.Height))
            return $"There are {encoding.Faces.Count} faces of similar size. Crop the photo to the one that is meant, or pick another photo.";
        if (Math.Min(face.Width, face.Height) < options.LeastFaceSide)
            return $"The face is only {face.Width:0} x {face.Height:0} pixels; at least {options.LeastFaceSide:0} are needed. Pick a larger or closer photo.";
        if (face.Sharpness < options.LeastSharpness)
            return $"The face is blurred (sharpness {face.Sharpness:0}, at least {options.LeastSharpness:0} is needed). Pick a sharper photo.";
        return null;
    }
}
