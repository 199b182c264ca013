using System.Buffers;
using System.Diagnostics;
using System.Numerics.Tensors;

namespace IdClip.Encoding.Sessions;

/// <summary>A model from one fixed-size float input to one feature, run in two batch sizes only: <see cref="Batch"/> and 1. Thread-safe.</summary>
internal sealed class FeatureModel(string stage, OnnxModel model, IReadOnlyList<long> itemShape, int featureLength, int batch) : IDisposable
{
    /// <summary>The larger batch size.</summary>
    public int Batch => batch;

    /// <summary>Floats of one input.</summary>
    public int InputLength { get; } = (int)itemShape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>Numbers of one feature.</summary>
    public int FeatureLength => featureLength;

    public float[] RentInput() => ArrayPool<float>.Shared.Rent(InputLength * batch);

    public static void ReturnInput(float[] input) => ArrayPool<float>.Shared.Return(input);

    /// <summary>Runs the first <paramref name="count"/> inputs and hands out their unit-length features.</summary>
    public void Run(float[] inputs, int count, IReadOnlyList<Action<float[]>> deliver)
    {
        var done = 0;
        while (done < count)
        {
            // A part of a batch runs one by one: padding it would cost as much as the missing inputs.
            var size = count - done >= batch ? batch : 1;
            var key = size == 1 ? "1" : "batch";
            var lane = model.Rent(key, () => new SessionLane(
                [new LaneTensor(model.InputNames[0], [size, .. itemShape])],
                [new LaneTensor(model.OutputNames[0], [size, featureLength])]));
            inputs.AsSpan(done * InputLength, size * InputLength).CopyTo(lane.Input(0));
            var started = Stopwatch.GetTimestamp();
            model.Run(lane);
            EncodingTelemetry.Ran(stage, started, size);
            for (var i = 0; i < size; i++)
                deliver[done + i](UnitLength(lane.Output(0).AsSpan(i * featureLength, featureLength)));
            model.Return(key, lane);
            done += size;
        }
    }

    public void Dispose() => model.Dispose();

    private static float[] UnitLength(ReadOnlySpan<float> feature)
    {
        var unit = new float[feature.Length];
        TensorPrimitives.Divide(feature, TensorPrimitives.Norm(feature), unit);
        return unit;
    }
}
