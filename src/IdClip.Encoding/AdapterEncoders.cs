using System.Diagnostics.CodeAnalysis;
using IdClip.Models.Adapters;
using IdClip.Models.Store;

namespace IdClip.Encoding;

/// <summary>The adapters of this machine as they fit a pair of models. Thread-safe; what was opened stays open.</summary>
/// <param name="model">Name of the dual encoder in the model store.</param>
/// <param name="faceModel">Name of the face recogniser, for messages.</param>
/// <param name="encoder">Knows the identities of both.</param>
public sealed class AdapterEncoders(string model, string faceModel, LocalEncoder encoder) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<AdapterEncoder> opened = [];

    /// <summary>All adapters that are here, by name; one that can't be used with the models is listed with the reason.</summary>
    public IReadOnlyList<StoredAdapter> List() => [.. AdapterStore.Default().List().Select(adapter => adapter with { Problem = ProblemOf(adapter) })];

    /// <summary>Finds an adapter.</summary>
    /// <param name="identity">Lower-case hex sha256 of its weights, whatever it is called here; empty to find it by its name.</param>
    /// <param name="name">Its name; beside an identity it is for the message.</param>
    /// <param name="adapter">The adapter, where it is here.</param>
    /// <param name="problem">Otherwise what is the matter, in a sentence for people.</param>
    public bool TryFind(string identity, string name, [NotNullWhen(true)] out StoredAdapter? adapter, [NotNullWhen(false)] out string? problem)
    {
        var all = List();
        var named = all.FirstOrDefault(stored => stored.Name == name);
        adapter = identity.Length == 0 ? named : all.FirstOrDefault(stored => stored.Manifest?.WeightsSha256 == identity);
        problem = adapter is not null ? null
            : named is not null ? $"The adapter that is called {name} there is another one. Activate it again to use it."
            : $"There is no adapter '{name}' in {AdapterStore.Default().Places}. See 'idclip adapters list', or add one with 'idclip adapters add FOLDER'.";
        return adapter is not null;
    }

    /// <summary>Opens an adapter, or hands out the open one; it stays this object's to dispose.</summary>
    /// <exception cref="ModelException">It is damaged, or was trained for other models; the message says what to do.</exception>
    public AdapterEncoder Open(StoredAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (ProblemOf(adapter) is { } problem)
            throw new ModelException(problem);
        // Held while it opens: two queries at once must not load it twice.
        using var held = gate.EnterScope();
        if (opened.Find(known => known.Adapter.Identity == adapter.Manifest!.WeightsSha256) is { } open)
            return open;
        var clip = ModelStore.Default().OpenClip(model);
        var found = AdapterEncoder.Create(clip, AdapterModel.Open(adapter.Folder, clip));
        opened.Add(found);
        return found;
    }

    /// <summary>An adapter that is open already, by its weights, or null.</summary>
    public AdapterEncoder? FindOpen(string identity)
    {
        using var held = gate.EnterScope();
        return opened.Find(known => known.Adapter.Identity == identity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var adapter in opened)
            adapter.Dispose();
    }

    private string? ProblemOf(StoredAdapter adapter)
    {
        if (adapter.Manifest is not { } manifest)
            return adapter.Problem;
        if (manifest.FaceModelSha256 != encoder.FaceModel)
            return $"Adapter '{adapter.Name}' was trained with faces of {manifest.FaceModel} ({manifest.FaceModelSha256[..12]}), but this archive's are of {faceModel} ({encoder.FaceModel[..12]}). " +
                $"Index an archive with that face model: idclip index DIR --face-model {manifest.FaceModel} (with --reencode where it has photos; people are enrolled again).";
        return manifest.ModelSha256 == encoder.ImageModel
            ? null
            : $"Adapter '{adapter.Name}' was trained over '{manifest.Model}' ({manifest.ModelSha256[..12]}), not over '{model}' ({encoder.ImageModel[..12]}). Use that model, or train the adapter again.";
    }
}
