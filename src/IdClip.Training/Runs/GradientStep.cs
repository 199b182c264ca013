using IdClip.Training.Adapters;
using IdClip.Training.Arithmetic;
using IdClip.Training.Configuration;
using IdClip.Training.Data;
using IdClip.Training.Losses;
using static TorchSharp.torch;

namespace IdClip.Training.Runs;

/// <summary>Computes the gradient of one batch. Batches larger than a chunk are gradient-cached (Gao et al. 2021, GradCache): features first, without a graph; then the gradient of the loss by the features; then each chunk again, with a graph.</summary>
internal sealed class GradientStep(FeaturePass pass, IdClipAdapter adapter, TrainingConfiguration configuration, Device device)
{
    /// <summary>Adds the batch's gradient to the parameters and returns its loss.</summary>
    public double Backward(TrainingBatch batch, CancellationToken cancellation)
    {
        var total = 0.0;
        if (configuration.Loss.CaptionWeight > 0)
            total += Backward(batch.Captioned, (images, texts) => ContrastiveLoss.InfoNce(images, texts, Scale()).Times(configuration.Loss.CaptionWeight), cancellation);
        if (configuration.Loss.PersonWeight > 0)
        {
            using var scope = NewDisposeScope();
            var people = pass.People(batch.PersonOnly);
            total += Backward(batch.PersonOnly, (images, texts) => PersonLoss(images, texts, people).Times(configuration.Loss.PersonWeight), cancellation);
        }

        return total;
    }

    private double Backward(IReadOnlyList<TrainingSample> samples, Func<Tensor, Tensor, Tensor> lossOf, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        if (samples.Count <= configuration.Batch.Chunk)
        {
            var loss = lossOf(pass.Images(samples, cancellation), pass.Texts(samples));
            loss.backward();
            return loss.item<float>();
        }

        var chunks = samples.Chunk(configuration.Batch.Chunk).ToArray();
        var images = Cached(chunks, chunk => pass.Images(chunk, cancellation));
        var texts = Cached(chunks, pass.Texts);
        var cachedLoss = lossOf(images, texts);
        cachedLoss.backward();
        var start = 0;
        foreach (var chunk in chunks)
        {
            using var chunkScope = NewDisposeScope();
            cancellation.ThrowIfCancellationRequested();
            Continue(pass.Texts(chunk), texts, start);
            if (pass.TrainsImages)
                Continue(pass.Images(chunk, cancellation), images, start);
            start += chunk.Length;
        }

        return cachedLoss.item<float>();
    }

    private static Tensor Cached(TrainingSample[][] chunks, Func<TrainingSample[], Tensor> features)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. chunks.Select(features)], dim: 0).MoveToOuterDisposeScope().requires_grad_();
    }

    // The chain rule by hand: the product's gradient by the features is the cached one.
    private static void Continue(Tensor features, Tensor cached, int start) => (features * cached.grad!.narrow(0, start, features.shape[0])).sum().backward();

    private Tensor PersonLoss(Tensor images, Tensor texts, Tensor people) => configuration.Loss.Person == Configuration.PersonLoss.Binary
        ? ContrastiveLoss.EntityBinary(images, texts, Scale(), people)
        : ContrastiveLoss.EntityCrossEntropy(images, texts, Scale(), people);

    private Tensor Scale() => adapter.LogScale is { } learned ? learned.exp() : tensor((float)ContrastiveLoss.FixedScale, device: device);
}
