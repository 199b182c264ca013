using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace IdClip.Search.Index;

/// <summary>Codes vectors and writes them as rows past the committed ones, a block's planes at a time.</summary>
internal sealed unsafe class RowWriter(IndexFile file, Rotation rotation)
{
    // A mean of fewer vectors is mostly those vectors themselves.
    private const int LeastForCentre = 64;
    private readonly IndexLayout _layout = file.Layout;

    /// <summary>Writes rows; they count once committed.</summary>
    /// <param name="first">The first row's number.</param>
    /// <param name="records">Id, owner and superseded row of each.</param>
    /// <param name="vectors">Row-major, dimension numbers each; empty for removals.</param>
    public void Write(int first, ReadOnlySpan<IndexRow> records, ReadOnlySpan<float> vectors)
    {
        while (records.Length > 0)
        {
            var count = Math.Min(records.Length, IndexLayout.RowsPerBlock - first % IndexLayout.RowsPerBlock);
            var numbers = vectors.IsEmpty ? 0 : count * _layout.Dimension;
            WriteRun(first, records[..count].ToArray(), vectors[..numbers].ToArray());
            first += count;
            records = records[count..];
            vectors = vectors[numbers..];
        }
    }

    private void WriteRun(int first, IndexRow[] records, float[] vectors)
    {
        var block = IndexLayout.BlockOf(first);
        var at = first % IndexLayout.RowsPerBlock;
        var start = _layout.BlockStart(block);
        var count = records.Length;
        var centre = at == 0 ? WriteCentre(block, vectors) : file.Block(block).CentreNumbers.ToArray();

        var scales = new float[count];
        var bounds = new uint[count];
        var coarse = new byte[count * _layout.CodeStride];
        var fine = new byte[count * _layout.CodeStride];
        var padded = new float[count * _layout.VectorStride];
        if (vectors.Length > 0)
            RowParallel.For(count, 128, () => new RowCode(_layout), (code, from, to) =>
            {
                var rotated = new float[_layout.Dimension];
                for (var row = from; row < to; row++)
                {
                    var vector = vectors.AsSpan(row * _layout.Dimension, _layout.Dimension);
                    vector.CopyTo(padded.AsSpan(row * _layout.VectorStride));
                    vector.CopyTo(rotated);
                    rotation.Apply(rotated);
                    TensorPrimitives.Subtract(rotated, centre, rotated);
                    code.Encode(rotated, coarse.AsSpan(row * _layout.CodeStride, _layout.CodeStride), fine.AsSpan(row * _layout.CodeStride, _layout.CodeStride));
                    scales[row] = code.CoarseScale;
                    bounds[row] = code.PackBounds();
                    records[row].FineScale = code.FineScale;
                    records[row].FineResidual = code.FineResidual;
                }
            });
        for (var row = 0; row < count; row++)
        {
            var crc = Checksum.Of(coarse.AsSpan(row * _layout.CodeStride, _layout.CodeStride));
            crc = Checksum.Of(fine.AsSpan(row * _layout.CodeStride, _layout.CodeStride), crc);
            records[row].DataChecksum = Checksum.Of(MemoryMarshal.AsBytes(padded.AsSpan(row * _layout.VectorStride, _layout.VectorStride)), crc);
            records[row].Checksum = records[row].ComputeChecksum(scales[row], bounds[row]);
        }

        file.Write(MemoryMarshal.AsBytes<float>(scales), start + _layout.ScaleOffset + at * sizeof(float));
        file.Write(MemoryMarshal.AsBytes<uint>(bounds), start + _layout.BoundOffset + at * sizeof(uint));
        file.Write(coarse, start + _layout.CoarseOffset + (long)at * _layout.CodeStride);
        file.Write(fine, start + _layout.FineOffset + (long)at * _layout.CodeStride);
        file.Write(MemoryMarshal.AsBytes<IndexRow>(records), start + _layout.RowOffset + at * sizeof(IndexRow));
        file.Write(MemoryMarshal.AsBytes<float>(padded), start + _layout.VectorOffset + (long)at * _layout.VectorStride * sizeof(float));
    }

    // The mean of the block before and of what is being added, so that codes follow an archive that drifts; it never changes once written.
    private float[] WriteCentre(int block, float[] vectors)
    {
        var dimension = _layout.Dimension;
        var centre = new float[_layout.VectorStride];
        var mean = centre.AsSpan(0, dimension);
        var count = 0;
        for (var at = 0; at < vectors.Length; at += dimension, count++)
            TensorPrimitives.Add(mean, vectors.AsSpan(at, dimension), mean);
        if (block > 0)
        {
            var previous = file.Block(block - 1);
            for (var row = 0; row < IndexLayout.RowsPerBlock; row++)
                if (!previous.Rows[row].IsRemoval)
                {
                    TensorPrimitives.Add(mean, new ReadOnlySpan<float>(previous.Vector(row), dimension), mean);
                    count++;
                }
        }
        if (count >= LeastForCentre)
        {
            TensorPrimitives.Divide(mean, count, mean);
            rotation.Apply(mean);
        }
        else
        {
            mean.Clear();
        }
        var bytes = MemoryMarshal.AsBytes<float>(centre);
        file.Write(bytes, _layout.BlockStart(block));
        var checksum = Checksum.Of(bytes);
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in checksum)), _layout.BlockStart(block) + _layout.CentreChecksumOffset);
        return centre[..dimension];
    }
}
