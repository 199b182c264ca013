using System.Numerics.Tensors;

namespace IdClip.Archive.People;

/// <summary>Arithmetic of unit vectors.</summary>
internal static class FaceVectors
{
    /// <summary>The direction of the sum; zero for opposite vectors.</summary>
    public static float[] Mean(IEnumerable<float[]> vectors)
    {
        float[]? sum = null;
        foreach (var vector in vectors)
            if (sum is null)
                sum = [.. vector];
            else
                TensorPrimitives.Add(sum, vector, sum);
        var norm = TensorPrimitives.Norm<float>(sum);
        if (norm > 0)
            TensorPrimitives.Divide(sum, norm, sum);
        return sum!;
    }

    public static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.Dot(a, b);
}
