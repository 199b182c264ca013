using IdClip.Encoding;
using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Protocol;

namespace IdClip.Composition.Comparison;

/// <summary>A set of questions with its photos as the models see them, computed once for all systems.</summary>
/// <param name="Questions">What is asked.</param>
/// <param name="Photos">CLIP's unit embedding of each photo.</param>
/// <param name="Recognised">Faces by each recogniser, in the order given.</param>
/// <param name="Unread">Files that could not be read and are left out, with the reason.</param>
internal sealed record EncodedSet(
    ComparisonSet Questions, IReadOnlyList<float[]> Photos, IReadOnlyList<RecognisedFaces> Recognised, IReadOnlyList<(string File, string Reason)> Unread)
{
    /// <summary>Encodes the photos of a manifest on all cores.</summary>
    /// <param name="manifest">Photos that may be answers.</param>
    /// <param name="enrolled">Names that can be asked for.</param>
    /// <param name="recognisers">Each with its encoder of the same CLIP model; at least one.</param>
    /// <param name="progress">Told the number of photos that were encoded, each recogniser's counted.</param>
    /// <param name="ct">Ends it between two chunks.</param>
    /// <exception cref="ManifestException">There is nothing to ask.</exception>
    public static EncodedSet Encode(
        Manifest manifest, IReadOnlyCollection<string> enrolled, IReadOnlyList<(LocalFaceModel Model, LocalEncoder Encoder)> recognisers,
        IProgress<int>? progress, CancellationToken ct)
    {
        string[] files = [.. manifest.Entries.Select(photo => photo.Path)];
        var encodings = new EncodedPhoto[recognisers.Count][];
        for (var i = 0; i < encodings.Length; i++)
        {
            var before = i * files.Length;
            encodings[i] = Chunks.Select(
                files, recognisers[i].Encoder.EncodePhotos, progress is null ? null : new Later(progress, before), ct);
        }

        int[] read = [.. Enumerable.Range(0, files.Length).Where(photo => encodings[0][photo].Failure is null)];
        return new(
            ComparisonSet.Of(manifest with { Entries = [.. read.Select(photo => manifest.Entries[photo])] }, enrolled),
            [.. read.Select(photo => encodings[0][photo].Embedding)],
            [.. recognisers.Zip(encodings, (recogniser, seen) => new RecognisedFaces(
                recogniser.Model, recogniser.Encoder.FaceModel, [.. read.Select(photo => seen[photo].Faces.Select(face => face.Embedding).ToArray())]))],
            [.. manifest.Entries.Zip(encodings[0]).Where(photo => photo.Second.Failure is not null).Select(photo => (photo.First.File, photo.Second.Failure!))]);
    }

    private sealed class Later(IProgress<int> progress, int before) : IProgress<int>
    {
        public void Report(int value) => progress.Report(before + value);
    }
}
