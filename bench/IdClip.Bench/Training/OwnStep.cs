using IdClip.Models.Tensors;
using IdClip.Training.Adapters;
using IdClip.Training.Configuration;
using IdClip.Training.Losses;
using IdClip.Training.Optimisation;
using IdClip.Training.Towers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace IdClip.Bench.Training;

/// <summary>The training step as the trainer takes it: image tokens before the prompt tokens are kept, the rest is computed.</summary>
internal sealed class OwnStep : IDisposable
{
    private const int PhotosAtOnce = 16;

    private readonly SafetensorsFile weights;
    private readonly TextTower text;
    private readonly ImageTower image;
    private readonly IdClipAdapter adapter;
    private readonly AdamW optimiser;
    private readonly Tensor tokens;
    private readonly (Tensor Ids, Tensor Ends, Tensor Photos, Tensor Faces)[] batches;
    private readonly int tok;
    private int taken;

    public OwnStep(TrainingInputs inputs, TrainingConfiguration configuration)
    {
        var clip = inputs.Clip;
        weights = SafetensorsFile.Open(clip.Weights);
        (text, image, tok) = (new(clip.Configuration, weights), new(clip.Configuration, weights), clip.Tokenizer.TokId);
        random.manual_seed(configuration.Seed);
        adapter = new(
            new FaceTranslator(TrainingInputs.FaceWidth, text.Width, configuration.Translator!.Hidden, configuration.Translator.Layers),
            new Parameter(randn(1, configuration.ImagePrompts, image.Width)));
        optimiser = new AdamW(adapter.Parameters().Select(item => new OptimisedParameter(item.Name, item.Parameter, configuration.Optimiser.LearningRate, configuration.Optimiser.WeightDecay)));
        tokens = TokensOf([.. inputs.Set.Photos.Select(photo => inputs.Pixels[photo.File])]);
        batches =
        [
            .. inputs.Batches(configuration).Select(batch =>
            {
                var texts = batch.Select(pair => clip.Tokenizer.Encode(pair.Text)).ToArray();
                var length = texts.Max(one => one.Ids.Length);
                return (
                    tensor(texts.SelectMany(one => Enumerable.Range(0, length).Select(at => at < one.Ids.Length ? (long)one.Ids[at] : 0)).ToArray(), [batch.Length, length]),
                    tensor(texts.Select(one => (long)one.Pool).ToArray()),
                    tensor(batch.Select(pair => (long)pair.Photo).ToArray()),
                    tensor(batch.SelectMany(pair => pair.Face).ToArray(), [batch.Length, TrainingInputs.FaceWidth]));
            }),
        ];
    }

    public int Batches => batches.Length;

    public long Photos => tokens.shape[0];

    /// <summary>Writes what the peer needs to take the same steps.</summary>
    public void Write(string path)
    {
        var translator = adapter.Parameters().Where(item => item.Name.StartsWith("translator.", StringComparison.Ordinal)).Select(item => Source(item.Name, item.Parameter));
        SafetensorsWriter.Write(path,
        [
            .. translator, Source("prompts", adapter.ImagePrompts!), Source("tokens", tokens), TensorSource.FromFloats("tok", [1], [tok]),
            .. batches.Index().SelectMany(batch => (TensorSource[])[
                Source($"ids.{batch.Index}", batch.Item.Ids), Source($"ends.{batch.Index}", batch.Item.Ends),
                Source($"photos.{batch.Index}", batch.Item.Photos), Source($"faces.{batch.Index}", batch.Item.Faces)]),
        ]);
    }

    /// <summary>Takes the next step and returns its loss.</summary>
    public double Take()
    {
        using var scope = NewDisposeScope();
        var (ids, ends, photos, faces) = batches[taken++ % batches.Length];
        optimiser.ZeroGradients();
        var texts = text.Encode(ids, ends, adapter.Translator.forward(faces));
        var images = image.Encode(tokens.index_select(0, photos), adapter.ImagePrompts);
        var loss = ContrastiveLoss.InfoNce(images / images.norm(1, keepdim: true), texts / texts.norm(1, keepdim: true), tensor((float)ContrastiveLoss.FixedScale));
        loss.backward();
        optimiser.Step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        optimiser.Dispose();
        adapter.Dispose();
        image.Dispose();
        text.Dispose();
        weights.Dispose();
    }

    private Tensor TokensOf(float[][] pixels)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. pixels.Chunk(PhotosAtOnce).Select(chunk => image.Tokens(tensor(chunk.SelectMany(photo => photo).ToArray(), [chunk.Length, 3, image.Size, image.Size])))], dim: 0)
            .DetachFromDisposeScope();
    }

    private static TensorSource Source(string name, Tensor values)
    {
        using var scope = NewDisposeScope();
        return TensorSource.FromFloats(name, [.. values.shape.Select(size => (int)size)], values.detach().to(ScalarType.Float32).contiguous().data<float>().ToArray());
    }
}
