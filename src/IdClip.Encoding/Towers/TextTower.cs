using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using IdClip.Encoding.Sessions;
using IdClip.Models.Store;
using IdClip.Models.Tokens;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IdClip.Encoding.Towers;

/// <summary>A dual encoder's text half. Texts of like length run together. Thread-safe.</summary>
/// <param name="clip">The model.</param>
/// <param name="graph">Its text graph, or an adapter's over it.</param>
/// <param name="options">How it runs.</param>
internal sealed class TextTower(ClipModel clip, string graph, EncoderOptions options) : IDisposable
{
    private const int LengthStep = 8;
    private readonly OnnxModel model = new(graph, options);

    /// <summary>Unit-length embeddings, in order. A text's <c>Tok</c> stands where it has [TOK], and is zero where none is given.</summary>
    public float[][] Encode(IReadOnlyList<(string Text, float[]? Tok)> texts)
    {
        var embeddings = new float[texts.Count][];
        var groups = texts.Select((item, index) => (Text: clip.Tokenizer.Encode(item.Text), item.Tok, Index: index)).GroupBy(item => Length(item.Text.Ids.Length));
        foreach (var group in groups)
        {
            var waiting = group.ToArray().AsSpan();
            while (!waiting.IsEmpty)
            {
                var size = waiting.Length >= options.Batch ? options.Batch : 1;
                Run(waiting[..size], group.Key, embeddings);
                waiting = waiting[size..];
            }
        }

        return embeddings;
    }

    public void Dispose() => model.Dispose();

    // Attention is causal, so what stands behind the pooled position changes nothing; a bidirectional tower's ids already have one length.
    private int Length(int ids) => Math.Min(clip.Tokenizer.ContextLength, (ids + LengthStep - 1) / LengthStep * LengthStep);

    private void Run(ReadOnlySpan<(TokenisedText Text, float[]? Tok, int Index)> items, int length, float[][] embeddings)
    {
        var batch = items.Length;
        var key = string.Create(CultureInfo.InvariantCulture, $"{batch}x{length}");
        var lane = model.Rent(key, () => new SessionLane(
            [
                new LaneTensor("input_ids", [batch, length], TensorElementType.Int64),
                new LaneTensor("eot", [batch], TensorElementType.Int64),
                new LaneTensor("tok", [batch, clip.TextWidth]),
            ],
            [new LaneTensor(model.OutputNames[0], [batch, clip.EmbedDim])]));
        try
        {
            var ids = lane.IntegerInput(0);
            Array.Clear(ids);
            for (var i = 0; i < batch; i++)
            {
                for (var t = 0; t < items[i].Text.Ids.Length; t++)
                    ids[(i * length) + t] = items[i].Text.Ids[t];
                lane.IntegerInput(1)[i] = items[i].Text.Pool;
                var tok = lane.Input(2).AsSpan(i * clip.TextWidth, clip.TextWidth);
                if (items[i].Tok is { } given)
                    given.CopyTo(tok);
                else
                    tok.Clear();
            }

            var started = Stopwatch.GetTimestamp();
            model.Run(lane);
            EncodingTelemetry.Ran("text", started, batch);
            for (var i = 0; i < batch; i++)
            {
                var feature = lane.Output(0).AsSpan(i * clip.EmbedDim, clip.EmbedDim);
                var unit = new float[clip.EmbedDim];
                TensorPrimitives.Divide(feature, TensorPrimitives.Norm(feature), unit);
                embeddings[items[i].Index] = unit;
            }
        }
        finally
        {
            model.Return(key, lane);
        }
    }
}
