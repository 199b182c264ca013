using IdClip.Models.Clip;
using IdClip.Models.Onnx;
using IdClip.Models.Tensors;

namespace IdClip.Models.Store;

/// <summary>The folder of generated graphs. They are written beside their weights, because ONNX Runtime reads external weights only from a graph's own folder.</summary>
internal static class GraphCache
{
    public const string ImageGraph = "image.onnx";
    public const string TextGraph = "text.onnx";

    // Raised whenever the writers change, so that graphs of an older version are not used.
    public const int WriterVersion = 1;

    /// <summary>Returns the folder that holds the graphs of a model, which are written first if need be. Safe when several processes do so at once.</summary>
    public static string Ensure(string folder, ModelManifest manifest)
    {
        if (manifest.Graphs == WriterVersion)
            return folder;
        var target = Path.Combine(Root(), "graphs", $"{manifest.WeightsSha256}-{WriterVersion}");
        if (Directory.Exists(target))
            return target;
        var building = $"{target}.{Guid.NewGuid():n}.partial";
        try
        {
            Directory.CreateDirectory(building);
            var weights = Path.Combine(building, manifest.Weights);
            File.Copy(Path.Combine(folder, manifest.Weights), weights);
            Write(building, manifest);
            Directory.Move(building, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another process was first; its graphs are the same.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The graphs of '{manifest.Name}' can't be written: {e.Message}. Set IDCLIP_CACHE to a folder that can be written to.", e);
        }
        finally
        {
            if (Directory.Exists(building))
                Directory.Delete(building, recursive: true);
        }

        return target;
    }

    /// <summary>Writes both graphs of a model into a folder that holds its weights.</summary>
    public static void Write(string folder, ModelManifest manifest)
    {
        using var weights = SafetensorsFile.Open(Path.Combine(folder, manifest.Weights));
        ImageGraphWriter.Write(Path.Combine(folder, ImageGraph), manifest.Configuration, weights, PromptTokens.Read(weights, ClipTensors.ImagePrompts));
        TextGraphWriter.Write(Path.Combine(folder, TextGraph), manifest.Configuration, weights, PromptTokens.Read(weights, ClipTensors.TextPrompts));
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("IDCLIP_CACHE") is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0 ? Path.Combine(local, "idclip", "cache") : Path.Combine(Path.GetTempPath(), "idclip-cache");
    }
}
