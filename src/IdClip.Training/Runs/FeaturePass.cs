using IdClip.Models.Tokens;
using IdClip.Training.Adapters;
using IdClip.Training.Data;
using IdClip.Training.Towers;
using static TorchSharp.torch;

namespace IdClip.Training.Runs;

/// <summary>Runs samples of one set through the adapter and both towers.</summary>
internal sealed class FeaturePass(TextTower text, TextTokenizer tokenizer, IdClipAdapter adapter, TrainingSet set, ImageTokens images, Device device)
{
    /// <summary>Whether the image tower's features depend on what is trained.</summary>
    public bool TrainsImages => adapter.ImagePrompts is not null;

    /// <summary>Unit-length image features of the samples, <c>[B,embed]</c>.</summary>
    public Tensor Images(IReadOnlyList<TrainingSample> samples, CancellationToken cancellation) =>
        images.Features([.. samples.Select(sample => sample.Photo)], adapter.ImagePrompts, cancellation);

    /// <summary>Unit-length text features of the samples, <c>[B,embed]</c>.</summary>
    public Tensor Texts(IReadOnlyList<TrainingSample> samples)
    {
        using var scope = NewDisposeScope();
        var (ids, ends) = TextBatch.Tokenise(tokenizer, [.. samples.Select(sample => sample.Text)], device);
        var faces = tensor(samples.SelectMany(sample => set.Face(set.PersonOf[sample.Photo], sample.Face)).ToArray(), [samples.Count, set.FaceWidth]).to(device);
        var features = text.Encode(ids, ends, adapter.Translator.forward(faces), adapter.TextPrompts, adapter.TextValue);
        return (features / features.norm(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    /// <summary>Each sample's person, by number, <c>[B]</c>.</summary>
    public Tensor People(IReadOnlyList<TrainingSample> samples) => tensor(samples.Select(sample => (long)set.PersonOf[sample.Photo]).ToArray()).to(device);
}
