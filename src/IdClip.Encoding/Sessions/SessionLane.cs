using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IdClip.Encoding.Sessions;

/// <summary>Input and output buffers of fixed shape that ONNX Runtime reads and writes in place.</summary>
internal sealed class SessionLane : IDisposable
{
    private readonly List<Array> buffers = [];
    private readonly int inputs;

    public SessionLane(IReadOnlyList<LaneTensor> inputs, IReadOnlyList<LaneTensor> outputs)
    {
        this.inputs = inputs.Count;
        InputNames = [.. inputs.Select(tensor => tensor.Name)];
        OutputNames = [.. outputs.Select(tensor => tensor.Name)];
        Inputs = [.. inputs.Select(Allocate)];
        Outputs = [.. outputs.Select(Allocate)];
    }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public IReadOnlyList<OrtValue> Inputs { get; }

    public IReadOnlyList<OrtValue> Outputs { get; }

    public float[] Input(int index) => (float[])buffers[index];

    public long[] IntegerInput(int index) => (long[])buffers[index];

    public float[] Output(int index) => (float[])buffers[inputs + index];

    public void Dispose()
    {
        foreach (var value in Inputs)
            value.Dispose();
        foreach (var value in Outputs)
            value.Dispose();
    }

    private OrtValue Allocate(LaneTensor tensor)
    {
        var length = tensor.Shape.Aggregate(1L, (product, dimension) => product * dimension);
        if (tensor.Type == TensorElementType.Int64)
        {
            var integers = GC.AllocateArray<long>((int)length, pinned: true);
            buffers.Add(integers);
            return OrtValue.CreateTensorValueFromMemory(integers, tensor.Shape);
        }

        var floats = GC.AllocateArray<float>((int)length, pinned: true);
        buffers.Add(floats);
        return OrtValue.CreateTensorValueFromMemory(floats, tensor.Shape);
    }
}
