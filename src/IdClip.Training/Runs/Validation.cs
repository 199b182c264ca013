using IdClip.Training.Arithmetic;
using IdClip.Training.Data;
using static TorchSharp.torch;

namespace IdClip.Training.Runs;

/// <summary>Measures recall on photos that are not trained on: each photo's first caption, with the first prompt and the mean of its person's faces, among all photos.</summary>
internal sealed class Validation(FeaturePass pass, TrainingSet set, string prompt, int chunk)
{
    private readonly TrainingSample[][] chunks =
        [.. set.Photos.Select((photo, index) => new TrainingSample(index, TrainingSample.MeanFace, $"{prompt}. {photo.Captions[0]}")).Chunk(chunk)];

    public ValidationScores Measure(int epoch, CancellationToken cancellation)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var images = cat([.. chunks.Select(samples => pass.Images(samples, cancellation))], dim: 0);
        var scores = cat([.. chunks.Select(pass.Texts)], dim: 0).matmul(images.t());
        // How many photos are at least as near to a text as its own, itself among them.
        var rank = scores.ge(scores.diagonal().unsqueeze(1)).sum(1);
        double Recall(int k) => 100 * KeptScalars.With((long)k, rank.le).to(ScalarType.Float64).mean().item<double>();
        return new ValidationScores(epoch, Recall(1), Recall(5), Recall(10));
    }
}
