using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Models.Store;

namespace IdClip.Encoding.Towers;

/// <summary>A dual encoder's image half. Thread-safe.</summary>
internal sealed class ImageTower : IDisposable
{
    private readonly FeatureModel features;
    private readonly ClipPreprocessor preprocessor;

    /// <summary>Opens the tower by its graph, which may be an adapter's over the model.</summary>
    public ImageTower(ClipModel clip, string graph, EncoderOptions options)
    {
        preprocessor = new ClipPreprocessor(clip.Preprocessing);
        features = new FeatureModel(
            "image", new OnnxModel(graph, options), [3, preprocessor.Size, preprocessor.Size], clip.EmbedDim, options.Batch);
    }

    /// <summary>A batch for one thread.</summary>
    public FeatureBatch NewBatch() => new(features);

    /// <summary>Writes the network's input for a photo.</summary>
    public void Prepare(RgbView photo, Span<float> input) => preprocessor.Write(photo, input);

    public void Dispose() => features.Dispose();
}
