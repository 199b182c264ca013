using System.Globalization;
using System.Numerics.Tensors;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Adapters;

/// <summary>Turns a face embedding into a word of the text tower: linear layers without bias, ReLU between them (paper section 3.2; the authors' <c>mlp-n-layer</c>).</summary>
internal sealed class FaceTranslator
{
    private const int MostLayers = 16;
    private const int WidestLayer = 1 << 16;

    private readonly List<(int Rows, int Columns, float[] Weights)> layers = [];

    private FaceTranslator()
    {
    }

    /// <summary>Reads <c>linears.0.weight</c>, <c>linears.1.weight</c>, ... and <c>out.weight</c>, each <c>[out,in]</c>.</summary>
    /// <exception cref="ModelException">A layer is missing or does not follow from the one before it.</exception>
    public static FaceTranslator Read(SafetensorsFile file, string prefix, int faceWidth, int textWidth)
    {
        var count = file.Tensors.Keys.Count(name => name.StartsWith(prefix, StringComparison.Ordinal));
        if (count is 0 or > MostLayers)
            throw new ModelException($"{file.Path} holds {count} tensors '{prefix}...'; a translator has 1 to {MostLayers}");
        var translator = new FaceTranslator();
        var width = faceWidth;
        for (var layer = 0; layer < count; layer++)
        {
            var name = layer == count - 1 ? prefix + "out.weight" : string.Create(CultureInfo.InvariantCulture, $"{prefix}linears.{layer}.weight");
            var shape = file.Entry(name).Shape;
            var isLast = layer == count - 1;
            if (shape is not [>= 1 and <= WidestLayer, var columns] || columns != width || (isLast && shape[0] != textWidth))
                throw new ModelException($"{file.Path}: tensor '{name}' has shape [{string.Join(',', shape)}], but the translator needs [{(isLast ? textWidth : "any")},{width}] there");
            width = shape[0];
            translator.layers.Add((width, columns, AdapterTensors.Finite(file, name)));
        }

        return translator;
    }

    /// <summary>Translates one face.</summary>
    public float[] Translate(ReadOnlySpan<float> face)
    {
        var values = face.ToArray();
        for (var layer = 0; layer < layers.Count; layer++)
        {
            var (rows, columns, weights) = layers[layer];
            var next = new float[rows];
            for (var row = 0; row < rows; row++)
                next[row] = TensorPrimitives.Dot(weights.AsSpan(row * columns, columns), values);
            if (layer < layers.Count - 1)
                TensorPrimitives.Max(next, 0f, next);
            values = next;
        }

        return values;
    }
}
