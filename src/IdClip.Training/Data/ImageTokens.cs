using IdClip.Training.Towers;
using static TorchSharp.torch;

namespace IdClip.Training.Data;

/// <summary>
/// What the image tower makes of every photo before anything that is trained joins. Without visual prompt tokens that is the finished feature;
/// with them it is the transformer's input, so that the stem and the patches are computed once and not in every epoch.
/// </summary>
internal sealed class ImageTokens : IDisposable
{
    // Enough for 5,000 photos of a ViT-B/16 and for a ViT-L/14 at 336 pixels up to 1,800.
    public const long DefaultLimit = 4L << 30;

    private const int PhotosAtOnce = 16;

    private readonly ImageTower tower;
    private readonly TrainingSet set;
    private readonly PhotoPixels pixels;
    private readonly Device device;
    private readonly bool prompted;
    private readonly Tensor? kept;

    /// <param name="tower">The tower.</param>
    /// <param name="set">The photos.</param>
    /// <param name="pixels">Reads them.</param>
    /// <param name="prompted">Whether visual prompt tokens are trained.</param>
    /// <param name="device">Where the tower is.</param>
    /// <param name="limit">Bytes that may be kept; above it photos are read again for every batch.</param>
    /// <param name="done">Told the number of photos that are ready.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public ImageTokens(ImageTower tower, TrainingSet set, PhotoPixels pixels, bool prompted, Device device, long limit, Action<int>? done, CancellationToken cancellation)
    {
        (this.tower, this.set, this.pixels, this.prompted, this.device) = (tower, set, pixels, prompted, device);
        using var frozen = no_grad();
        for (var start = 0; start < set.Photos.Count; start += PhotosAtOnce)
        {
            using var scope = NewDisposeScope();
            var chunk = Compute([.. Enumerable.Range(start, Math.Min(PhotosAtOnce, set.Photos.Count - start))], cancellation);
            if (kept is null)
            {
                if (set.Photos.Count * chunk[0].numel() * sizeof(float) > limit)
                    return;
                kept = empty([set.Photos.Count, .. chunk.shape[1..]], device: device).DetachFromDisposeScope();
            }

            kept.narrow(0, start, chunk.shape[0]).copy_(chunk);
            done?.Invoke(start + (int)chunk.shape[0]);
        }
    }

    /// <summary>Unit-length features of photos, <c>[B,embed]</c>, through which gradients flow to <paramref name="prompts"/>.</summary>
    public Tensor Features(IReadOnlyList<int> photos, Tensor? prompts, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var input = kept is null ? Fresh(photos, cancellation) : kept.index_select(0, tensor(photos.Select(photo => (long)photo).ToArray(), device: device));
        var features = prompted ? tower.Encode(input, prompts) : input;
        return (features / features.norm(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    public void Dispose() => kept?.Dispose();

    private Tensor Fresh(IReadOnlyList<int> photos, CancellationToken cancellation)
    {
        using var frozen = no_grad();
        return Compute(photos, cancellation);
    }

    private Tensor Compute(IReadOnlyList<int> photos, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var size = 3 * tower.Size * tower.Size;
        var values = new float[photos.Count * size];
        Parallel.For(0, photos.Count, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            var file = set.Photos[photos[index]].File;
            var photo = pixels(file, cancellation);
            if (photo.Length != size)
                throw new TrainingException($"'{file}' was read as {photo.Length} values, but the model takes 3 x {tower.Size} x {tower.Size}.");
            photo.CopyTo(values, index * size);
        });
        var tokens = tower.Tokens(tensor(values, [photos.Count, 3, tower.Size, tower.Size]).to(device));
        return (prompted ? tokens : tower.Encode(tokens)).MoveToOuterDisposeScope();
    }
}
