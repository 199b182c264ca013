namespace IdClip.Models.Clip;

/// <summary>A learned update <c>b·a</c> of a square weight matrix: LoRA, of rank 1 in POLAR.</summary>
/// <param name="Rank">Rows of <paramref name="A"/>.</param>
/// <param name="Width">Side of the matrix that it is added to.</param>
/// <param name="A">Row-major <c>[Rank, Width]</c>.</param>
/// <param name="B">Row-major <c>[Width, Rank]</c>.</param>
public sealed record LowRankUpdate(int Rank, int Width, float[] A, float[] B)
{
    /// <summary>Adds <c>b·a</c> to a matrix.</summary>
    /// <param name="matrix">Row-major <c>[Width, Width]</c>.</param>
    public void AddTo(Span<float> matrix)
    {
        if (matrix.Length != Width * Width)
            throw new ArgumentException($"The matrix has {matrix.Length} numbers, not {Width} x {Width}", nameof(matrix));
        for (var row = 0; row < Width; row++)
        {
            var target = matrix.Slice(row * Width, Width);
            for (var k = 0; k < Rank; k++)
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(A.AsSpan(k * Width, Width), B[(row * Rank) + k], target, target);
        }
    }
}
