using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using IdClip.Models.Onnx.Format;
using IdClip.Models.Tensors;

namespace IdClip.Models.Onnx;

/// <summary>Builds one ONNX model whose weights stay in a safetensors file beside it.</summary>
/// <param name="name">The graph's name.</param>
/// <param name="weights">The weights; the model refers to the file by its bare name.</param>
internal sealed class OnnxGraph(string name, SafetensorsFile weights)
{
    private readonly GraphProto graph = new() { Name = name };
    private readonly Dictionary<string, string> weightValues = [];
    private readonly Dictionary<string, string> replacements = [];
    private readonly string location = Path.GetFileName(weights.Path);

    public SafetensorsFile Weights => weights;

    public string Input(string input, TensorProto.Types.DataType type, params ReadOnlySpan<string> shape)
    {
        graph.Input.Add(Describe(input, type, shape));
        return input;
    }

    /// <summary>Names <paramref name="value"/> as an output of the model.</summary>
    public void Output(string output, string value, params ReadOnlySpan<string> shape)
    {
        graph.Node.Add(new NodeProto { OpType = "Identity", Name = output, Input = { value }, Output = { output } });
        graph.Output.Add(Describe(output, TensorProto.Types.DataType.Float, shape));
    }

    /// <summary>Adds a node of one output and returns the output's name; an absent optional input is "".</summary>
    public string Node(string op, IReadOnlyList<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var output = $"{op}_{graph.Node.Count}";
        // Operators of ONNX Runtime's own domain are written as "domain:op".
        var parts = op.Split(':');
        var node = new NodeProto { OpType = parts[^1], Domain = parts.Length > 1 ? parts[0] : "", Name = output, Input = { inputs }, Output = { output } };
        foreach (var (attribute, value) in attributes)
            node.Attribute.Add(Attribute(attribute, value));
        graph.Node.Add(node);
        return output;
    }

    /// <summary>A stored tensor as float: half precision is cast, which ONNX Runtime folds when it loads the model.</summary>
    public string Weight(string tensor) => Weight(tensor, 0, -1);

    /// <summary>Rows of a stored tensor as float, such as one of the three parts of a fused projection.</summary>
    public string Weight(string tensor, int firstRow, int rows)
    {
        if (replacements.TryGetValue(Key(tensor, firstRow, rows), out var replacement))
            return replacement;
        var stored = StoredWeight(tensor, firstRow, rows);
        if (weights.Entry(tensor).Type == TensorType.F32)
            return stored;
        var key = "float:" + stored;
        if (!weightValues.TryGetValue(key, out var cast))
            weightValues[key] = cast = Node("Cast", [stored], ("to", (long)TensorProto.Types.DataType.Float));
        return cast;
    }

    /// <summary>A stored tensor in the type it is stored in.</summary>
    public string StoredWeight(string tensor, int firstRow = 0, int rows = -1)
    {
        var entry = weights.Entry(tensor);
        var key = Key(tensor, firstRow, rows);
        if (!weightValues.TryAdd(key, key))
            return key;
        long rowBytes = entry.Shape.Count == 0 ? entry.Length : entry.Length / Math.Max(1, entry.Shape[0]);
        var initializer = new TensorProto
        {
            Name = key,
            DataType = (int)DataType(entry.Type),
            DataLocation = TensorProto.Types.DataLocation.External,
        };
        initializer.Dims.AddRange(entry.Shape.Select((dimension, axis) => axis == 0 && rows >= 0 ? rows : (long)dimension));
        AddReference(initializer, "location", location);
        AddReference(initializer, "offset", (entry.Offset + (firstRow * rowBytes)).ToString(CultureInfo.InvariantCulture));
        AddReference(initializer, "length", (rows < 0 ? entry.Length : rows * rowBytes).ToString(CultureInfo.InvariantCulture));
        graph.Initializer.Add(initializer);
        return key;
    }

    /// <summary>Has <see cref="Weight(string, int, int)"/> give other values for rows of a stored tensor from now on; they are kept in the graph itself.</summary>
    public void Replace(string tensor, int firstRow, int rows, ReadOnlySpan<float> values) =>
        replacements[Key(tensor, firstRow, rows)] = Floats(values, rows, values.Length / rows);

    public string Floats(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Constant(TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape);

    public string Float(float value) => Floats([value]);

    public string Integers(params ReadOnlySpan<long> values) =>
        Constant(TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    public string Integer(long value) =>
        Constant(TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes<long>([value]), []);

    public void Save(string path)
    {
        var model = new ModelProto
        {
            // Read by every ONNX Runtime since 1.17.
            IrVersion = 9,
            ProducerName = "IdClip",
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 20 }, new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 } },
        };
        using var stream = File.Create(path);
        model.WriteTo(stream);
    }

    private string Constant(TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        var initializer = new TensorProto { Name = $"constant_{graph.Initializer.Count}", DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        foreach (var dimension in shape)
            initializer.Dims.Add(dimension);
        graph.Initializer.Add(initializer);
        return initializer.Name;
    }

    private static string Key(string tensor, int firstRow, int rows) =>
        rows < 0 ? tensor : string.Create(CultureInfo.InvariantCulture, $"{tensor}[{firstRow}:{firstRow + rows}]");

    private static void AddReference(TensorProto initializer, string key, string value) =>
        initializer.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });

    private static TensorProto.Types.DataType DataType(TensorType type) => type switch
    {
        TensorType.F32 => TensorProto.Types.DataType.Float,
        TensorType.F16 => TensorProto.Types.DataType.Float16,
        TensorType.BF16 => TensorProto.Types.DataType.Bfloat16,
        _ => TensorProto.Types.DataType.Int64,
    };

    private static AttributeProto Attribute(string attribute, object value)
    {
        var proto = new AttributeProto { Name = attribute };
        switch (value)
        {
            case float number:
                (proto.F, proto.Type) = (number, AttributeProto.Types.AttributeType.Float);
                break;
            case string text:
                (proto.S, proto.Type) = (ByteString.CopyFromUtf8(text), AttributeProto.Types.AttributeType.String);
                break;
            case long[] numbers:
                proto.Ints.AddRange(numbers);
                proto.Type = AttributeProto.Types.AttributeType.Ints;
                break;
            default:
                (proto.I, proto.Type) = (Convert.ToInt64(value, CultureInfo.InvariantCulture), AttributeProto.Types.AttributeType.Int);
                break;
        }

        return proto;
    }

    private static ValueInfoProto Describe(string value, TensorProto.Types.DataType type, ReadOnlySpan<string> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = new TensorShapeProto() };
        foreach (var dimension in shape)
        {
            tensor.Shape.Dim.Add(long.TryParse(dimension, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? new TensorShapeProto.Types.Dimension { DimValue = size }
                : new TensorShapeProto.Types.Dimension { DimParam = dimension });
        }

        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = tensor } };
    }
}
