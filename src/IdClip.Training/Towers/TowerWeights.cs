using IdClip.Models.Tensors;
using static TorchSharp.torch;

namespace IdClip.Training.Towers;

/// <summary>Tensors of a checkpoint on one device, in single precision and frozen: no gradient is ever computed for them.</summary>
internal sealed class TowerWeights : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = [];

    /// <summary>Loads the tensors whose names <paramref name="wanted"/> accepts.</summary>
    /// <exception cref="Models.Store.ModelException">A tensor is not of a float type.</exception>
    public TowerWeights(SafetensorsFile file, Device device, Func<string, bool> wanted)
    {
        Path = file.Path;
        foreach (var entry in file.Tensors.Values.Where(entry => wanted(entry.Name)))
        {
            using var loaded = tensor(file.ReadFloats(entry.Name), [.. entry.Shape.Select(dimension => (long)dimension)]);
            tensors.Add(entry.Name, loaded.to(device, copy: true).DetachFromDisposeScope());
        }
    }

    public string Path { get; }

    public bool Has(string name) => tensors.ContainsKey(name);

    /// <exception cref="Models.Store.ModelException">The checkpoint holds no such tensor.</exception>
    public Tensor this[string name] => Find(name) ?? throw new Models.Store.ModelException($"{Path} holds no tensor '{name}'");

    public Tensor? Find(string name) => tensors.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
    }
}
