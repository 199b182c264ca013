using IdClip.Models.Clip;
using IdClip.Models.Onnx;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Adapters;

/// <summary>Writes an adapter's graphs where its base model's graphs are, because there the weights lie that both refer to: an adapter costs kilobytes, not another copy of the weights.</summary>
internal static class AdapterGraphs
{
    /// <summary>Path of the image graph, written first if need be.</summary>
    public static string EnsureImage(ClipModel clip, string adapter, PromptTokens prompts) => Ensure(clip, adapter, clip.ImageGraph, (path, weights) =>
        ImageGraphWriter.Write(path, clip.Configuration, weights, prompts));

    /// <summary>Path of the text graph, written first if need be.</summary>
    public static string EnsureText(ClipModel clip, string adapter, PromptTokens? prompts, LowRankUpdate? value) => Ensure(clip, adapter, clip.TextGraph, (path, weights) =>
        TextGraphWriter.Write(path, clip.Configuration, weights, prompts ?? PromptTokens.Read(weights, ClipTensors.TextPrompts), value));

    private static string Ensure(ClipModel clip, string adapter, string baseGraph, Action<string, SafetensorsFile> write)
    {
        var folder = Path.GetDirectoryName(baseGraph)!;
        var path = Path.Combine(folder, $"adapter-{adapter[..32]}-{GraphCache.WriterVersion}.{Path.GetFileName(baseGraph)}");
        if (File.Exists(path))
            return path;
        var partial = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            using (var weights = SafetensorsFile.Open(Path.Combine(folder, Path.GetFileName(clip.Weights))))
                write(partial, weights);
            // Several processes may write it at once; what they write is the same.
            File.Move(partial, path, overwrite: true);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The graphs of the adapter can't be written beside those of '{clip.Name}': {e.Message}. Make {folder} writable.", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
