using System.Text.Json;
using IdClip.Models.Clip;
using IdClip.Models.Import;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Training.Adapters;
using IdClip.Training.Towers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Tests;

/// <summary>A small random CLIP with the numbers that the authors' own Python code computes from it.</summary>
internal sealed class GoldenModel : IDisposable
{
    private readonly string temporary = TestFolders.NewTemporary();
    private readonly string folder;
    private readonly SafetensorsFile weights;
    private readonly SafetensorsFile io;

    public GoldenModel(string name)
    {
        folder = TestFolders.Shared($"golden/{name}");
        var store = new ModelStore([temporary, Path.Combine(TestFolders.Repository, "models")], ModelCatalogue.Default);
        new CheckpointImport(store).Import(Path.Combine(folder, "clip.safetensors"));
        Model = store.OpenClip("clip");
        weights = SafetensorsFile.Open(Model.Weights);
        io = Open("io.safetensors");
        Text = new TextTower(Model.Configuration, weights);
        Image = new ImageTower(Model.Configuration, weights);
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        Expected = expected.RootElement.Clone();
    }

    public ClipModel Model { get; }

    public TextTower Text { get; }

    public ImageTower Image { get; }

    public JsonElement Expected { get; }

    public Tensor Tensor(string name) => Read(io, name);

    public Tensor Ids(string name) => tensor(io.ReadIntegers(name), Shape(io, name));

    /// <summary>The end token of each row: the largest id once [TOK] is taken out, as the authors look for it.</summary>
    public Tensor Ends(Tensor ids) => ids.masked_fill(ids == Model.Configuration.Text.TokId, 1).argmax(1);

    /// <summary>The adapter before training: the golden translator and the checkpoint's own prompt tokens.</summary>
    public IdClipAdapter Adapter()
    {
        using var file = Open("translator.safetensors");
        var translator = new FaceTranslator(512, Model.TextWidth, file.Entry("out.weight").Shape[1]);
        using (no_grad())
            foreach (var (name, parameter) in translator.named_parameters())
                parameter.copy_(Read(file, name));
        return new IdClipAdapter(translator, Prompts(ClipTensors.ImagePrompts), Prompts(ClipTensors.TextPrompts));
    }

    public SafetensorsFile Open(string name) => SafetensorsFile.Open(Path.Combine(folder, name));

    public static Tensor Read(SafetensorsFile file, string name) => tensor(file.ReadFloats(name), Shape(file, name));

    public void Dispose()
    {
        Text.Dispose();
        Image.Dispose();
        weights.Dispose();
        io.Dispose();
        Directory.Delete(temporary, recursive: true);
    }

    private Parameter? Prompts(string name) => weights.Tensors.ContainsKey(name) ? new Parameter(Read(weights, name)) : null;

    private static long[] Shape(SafetensorsFile file, string name) => [.. file.Entry(name).Shape.Select(size => (long)size)];
}
