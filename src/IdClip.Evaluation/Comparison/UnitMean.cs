using System.Numerics.Tensors;

namespace IdClip.Evaluation.Comparison;

/// <summary>The mean direction of unit vectors.</summary>
public static class UnitMean
{
    /// <summary>The mean, brought to length 1; a single vector comes back as it is.</summary>
    /// <param name="vectors">Unit vectors of one width, at least one.</param>
    /// <exception cref="ArgumentException">They cancel out.</exception>
    public static float[] Of(IReadOnlyList<float[]> vectors)
    {
        if (vectors.Count == 1)
            return vectors[0];
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
            TensorPrimitives.Add(mean, vector, mean);
        var length = TensorPrimitives.Norm<float>(mean);
        if (!(length > 0))
            throw new ArgumentException("These vectors have no mean direction.", nameof(vectors));
        TensorPrimitives.Divide(mean, length, mean);
        return mean;
    }
}
