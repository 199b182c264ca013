namespace IdClip.Models.Clip;

/// <summary>One step of a convolutional stem: a convolution, or the sum of two earlier steps where <paramref name="Name"/> is null.</summary>
/// <param name="Inputs">The steps read, by number; -1 is the pixels.</param>
/// <param name="Name">The convolution's tensors: <c>Name.weight</c> and <c>Name.bias</c>.</param>
/// <param name="Kernel">Side of the kernel.</param>
/// <param name="Stride">Stride in both directions; padding is TensorFlow's SAME (an odd row goes to the bottom and the right).</param>
/// <param name="Groups">Channel groups.</param>
/// <param name="Relu6">Whether the result is clamped to 0..6.</param>
public sealed record StemStep(IReadOnlyList<int> Inputs, string? Name = null, int Kernel = 1, int Stride = 1, int Groups = 1, bool Relu6 = false);
