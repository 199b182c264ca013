using TorchSharp;
using static TorchSharp.torch;

namespace IdClip.Training.Arithmetic;

/// <summary>
/// Sums and products of tensors and numbers. TorchSharp 0.107 makes a <see cref="Scalar"/> for the number (a plain <c>a + b</c> has one too, the
/// factor 1 of b), hands only its address to native code and forgets it: a collection at that moment frees it, and the sum is wrong or the
/// process ends. Here each scalar lives until its call has returned. No other code of this project may make one; a test reads the calls.
/// </summary>
internal static class KeptScalars
{
    private static readonly Scalar One = 1.ToScalar();

    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    public static Tensor Plus(this Tensor tensor, long number) => With(number, added => tensor.add(added, One));

    /// <summary>Adds a number to the tensor itself.</summary>
    public static Tensor Add(this Tensor tensor, double number) => With(number, added => tensor.add_(added, One));

    public static Tensor Times(this Tensor tensor, double factor) => With(factor, tensor.mul);

    /// <summary>Does something with a number that must not be collected meanwhile.</summary>
    public static Tensor With(double number, Func<Scalar, Tensor> operation)
    {
        using var scalar = number.ToScalar();
        return operation(scalar);
    }

    /// <summary>Does something with a whole number that must not be collected meanwhile.</summary>
    public static Tensor With(long number, Func<Scalar, Tensor> operation)
    {
        using var scalar = number.ToScalar();
        return operation(scalar);
    }

    /// <summary>0, 1, ..., count - 1 as int64.</summary>
    public static Tensor Positions(long count, Device device)
    {
        var positions = new long[count];
        for (var i = 0L; i < count; i++)
            positions[i] = i;
        return tensor(positions).to(device);
    }
}
