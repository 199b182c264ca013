namespace IdClip.Training.Configuration;

/// <summary>How pairs of photo and caption come together in a batch.</summary>
/// <param name="Size">Pairs of a batch, 2 to 65,536; the authors use 32.</param>
/// <param name="Negatives">Which pairs are put together.</param>
/// <param name="SameContext">With hard negatives: photos of one context with different people that are kept together, 2 to 64.</param>
/// <param name="Chunk">Pairs that run through the towers at once, 1 to 4,096; larger batches are gradient-cached (GradCache), which gives the same gradient in the memory of one chunk.</param>
public sealed record BatchSettings(int Size = 32, NegativeKind Negatives = NegativeKind.Random, int SameContext = 4, int Chunk = 64);
