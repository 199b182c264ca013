using IdClip.Models.Store;

namespace IdClip.Models.Import;

/// <summary>Finds the weights of a checkpoint, and refuses what is not safetensors.</summary>
internal static class CheckpointLocation
{
    private static readonly string[] KnownNames = ["model.safetensors", "open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"];
    private static readonly string[] PickleEndings = [".pt", ".pth", ".bin", ".ckpt"];

    /// <summary>The one safetensors file of a file or folder that the user named.</summary>
    public static string FindWeights(string source)
    {
        if (File.Exists(source))
        {
            RefusePickle(source);
            return source;
        }

        if (!Directory.Exists(source))
            throw new ModelException($"There is no file or folder '{source}'");
        var found = KnownNames.Select(name => Path.Combine(source, name)).FirstOrDefault(File.Exists);
        return found ?? FindUnnamed(source);
    }

    private static string FindUnnamed(string folder)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        if (files.FirstOrDefault(file => file.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase)) is { } index)
            throw new ModelException($"{index}: the weights are split over several files, which is not read. Use a version of the model with a single model.safetensors.");
        var weights = files.Where(file => file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (weights.Length == 1)
            return weights[0];
        if (weights.Length > 1)
            throw new ModelException($"{folder} holds {weights.Length} safetensors files; name the one to import");
        if (files.FirstOrDefault(file => PickleEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)) is { } pickle)
            throw Pickle(pickle);
        throw new ModelException($"{folder} holds no model.safetensors");
    }

    // PyTorch writes zip archives, and wrote bare pickles of protocol 2 before that.
    private static void RefusePickle(string path)
    {
        Span<byte> start = stackalloc byte[4];
        using (var stream = File.OpenRead(path))
        {
            if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4)
                throw new ModelException($"{path} is too short to be a safetensors file");
        }

        if (start.SequenceEqual("PK\u0003\u0004"u8) || (start[0] == 0x80 && start[1] is >= 2 and <= 5))
            throw Pickle(path);
    }

    private static ModelException Pickle(string path) => new(
        $"{path} is a PyTorch pickle. Reading one can run any program hidden in it, so IdClip does not. " +
        "Most models on Hugging Face also offer model.safetensors: import that. To convert a file that you trust: " +
        "python -c \"import torch, safetensors.torch as s; m = torch.load('IN', map_location='cpu'); s.save_file((m.state_dict() if hasattr(m, 'state_dict') else m), 'OUT.safetensors')\"");
}
