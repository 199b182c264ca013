using IdClip.Models.Import;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Training.Tests;

/// <summary>A random CLIP of two narrow blocks a tower, imported as any checkpoint is, with the vocabulary of IdClip-mini: small enough for thousands of steps in a test.</summary>
internal static class TinyModel
{
    public const int Size = 32;
    private const int Width = 64;
    private const int Vocabulary = 7680;
    private const int Context = 40;

    private static readonly Lazy<ClipModel> Imported = new(Import);

    public static ClipModel Model => Imported.Value;

    private static ClipModel Import()
    {
        var folder = TestFolders.NewTemporary();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var source = Directory.CreateDirectory(Path.Combine(folder, "tiny")).FullName;
        var random = new Random(3);
        SafetensorsWriter.Write(Path.Combine(source, "tiny.safetensors"), Tensors().Select(tensor => Random(tensor.Name, tensor.Shape, tensor.Scale, random)));
        File.Copy(Path.Combine(TestFolders.Repository, "models", "idclip-mini", "merges.txt"), Path.Combine(source, "merges.txt"));
        var store = new ModelStore([Path.Combine(folder, "store")], ModelCatalogue.Default);
        return store.OpenClip(new CheckpointImport(store).Import(source).Name);
    }

    private static IEnumerable<(string Name, int[] Shape, float Scale)> Tensors()
    {
        yield return ("visual.conv1.weight", [Width, 3, 16, 16], 0.1f);
        yield return ("visual.class_embedding", [Width], 0.5f);
        yield return ("visual.positional_embedding", [5, Width], 0.5f);
        yield return ("visual.proj", [Width, Width], 0.3f);
        yield return ("token_embedding.weight", [Vocabulary, Width], 0.5f);
        yield return ("positional_embedding", [Context, Width], 0.2f);
        yield return ("text_projection", [Width, Width], 0.3f);
        foreach (var norm in (string[])["visual.ln_pre", "visual.ln_post", "ln_final"])
            foreach (var tensor in Norm(norm))
                yield return tensor;
        foreach (var block in (string[])["visual.transformer.resblocks.0", "visual.transformer.resblocks.1", "transformer.resblocks.0", "transformer.resblocks.1"])
        {
            foreach (var tensor in Norm(block + ".ln_1").Concat(Norm(block + ".ln_2")))
                yield return tensor;
            yield return (block + ".attn.in_proj_weight", [3 * Width, Width], 0.3f);
            yield return (block + ".attn.in_proj_bias", [3 * Width], 0.1f);
            yield return (block + ".attn.out_proj.weight", [Width, Width], 0.3f);
            yield return (block + ".attn.out_proj.bias", [Width], 0.1f);
            yield return (block + ".mlp.c_fc.weight", [4 * Width, Width], 0.3f);
            yield return (block + ".mlp.c_fc.bias", [4 * Width], 0.1f);
            yield return (block + ".mlp.c_proj.weight", [Width, 4 * Width], 0.1f);
            yield return (block + ".mlp.c_proj.bias", [Width], 0.1f);
        }
    }

    private static IEnumerable<(string Name, int[] Shape, float Scale)> Norm(string name) => [(name + ".weight", [Width], 0), (name + ".bias", [Width], 0.1f)];

    private static TensorSource Random(string name, int[] shape, float scale, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
            values[i] = scale == 0 ? 1 : scale * ((random.NextSingle() * 2) - 1);
        return TensorSource.FromFloats(name, shape, values);
    }
}
