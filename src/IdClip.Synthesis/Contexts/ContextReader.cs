using IdClip.Synthesis.Files;
using IdClip.Synthesis.Run;

namespace IdClip.Synthesis.Contexts;

/// <summary>Chooses contexts: captioned photos of exactly one person with one dominant clear face.</summary>
internal sealed class ContextReader(SynthesisOptions options, RejectionCount rejections)
{
    /// <summary>Captioned photos looked at.</summary>
    public int Photos { get; private set; }

    /// <summary>The contexts in the order of names.</summary>
    /// <param name="look">Analyses photos, in order.</param>
    /// <exception cref="SynthesisException">The captions can't be read, or the images' folder is missing.</exception>
    public IReadOnlyList<ContextPhoto> Read(Func<IReadOnlyList<string>, AnalysedPhoto[]> look)
    {
        if (!Directory.Exists(options.Images))
            throw new SynthesisException($"The folder of images {options.Images} does not exist.");
        var captioned = CaptionedPhotos.Read(options);
        Photos = captioned.Count;
        // Words cost nothing, so they decide first what is worth decoding.
        List<(CaptionedPhoto Photo, string Path)> candidates = [];
        foreach (var photo in captioned)
        {
            if (FolderPath.Below(options.Images, photo.File) is not { } path || !File.Exists(path))
                rejections.Add(Rejection.MissingPhoto);
            else if (RejectWords(photo) is { } reason)
                rejections.Add(reason);
            else
                candidates.Add((photo, path));
        }

        var analysed = look([.. candidates.Select(candidate => candidate.Path)]);
        HashSet<string> seen = [];
        List<ContextPhoto> contexts = [];
        foreach (var ((photo, path), found) in candidates.Zip(analysed))
        {
            Rejection? reason = found.Failure is not null ? Rejection.UnreadablePhoto
                : options.ContextLimits.Face.Reject(found.Faces) ?? (seen.Add(found.Sha256) ? null : Rejection.SamePhotoTwice);
            if (reason is { } rejection)
                rejections.Add(rejection);
            else
                contexts.Add(new(photo.File, path, found.Sha256, photo.Captions, CaptionWords.Attributes(photo.Captions), found.Faces[0], Splits.OfContext(options, photo.File)));
        }

        return contexts;
    }

    private Rejection? RejectWords(CaptionedPhoto photo) => photo.Captions.Count == 0 ? Rejection.NoCaptions : photo.People switch
    {
        null => CaptionWords.Reject(photo.Captions, options.ContextLimits),
        0 => Rejection.NoPerson,
        1 => null,
        _ => Rejection.SeveralPeople,
    };
}
