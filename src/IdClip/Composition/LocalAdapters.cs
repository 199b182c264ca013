using System.Diagnostics.CodeAnalysis;
using IdClip.Archive.Adapters;
using IdClip.Encoding;
using IdClip.Hosting;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Search;

namespace IdClip.Composition;

/// <summary>The adapters of this machine as one archive may use them. Thread-safe; what was opened stays open.</summary>
/// <param name="settings">The archive's models.</param>
/// <param name="encoder">Knows their identities.</param>
internal sealed class LocalAdapters(ArchiveSettings settings, LocalEncoder encoder) : IJointEncoders, IDisposable
{
    private readonly Lock gate = new();
    private readonly List<AdapterEncoder> opened = [];

    /// <summary>Opens an adapter by its name in the store.</summary>
    /// <returns>The adapter; it stays this object's to dispose.</returns>
    /// <exception cref="ModelException">There is no such adapter, it is damaged, or it was trained for other models than the archive's; the message says what to do.</exception>
    public AdapterEncoder Open(string name)
    {
        var store = AdapterStore.Default();
        var manifest = AdapterManifest.Read(store.FolderOf(name));
        if (manifest.FaceModelSha256 != encoder.FaceModel)
            throw new ModelException(
                $"Adapter '{name}' was trained with faces of {manifest.FaceModel} ({manifest.FaceModelSha256[..12]}), but this archive's are of {settings.FaceModel} ({encoder.FaceModel[..12]}). " +
                $"Index an archive with that face model: idclip index DIR --face-model {manifest.FaceModel} (with --reencode where it has photos; people are enrolled again).");
        var clip = ModelStore.Default().OpenClip(settings.Model);
        var adapter = AdapterEncoder.Create(clip, store.Open(name, clip));
        using var held = gate.EnterScope();
        opened.Add(adapter);
        return adapter;
    }

    /// <summary>Opens an adapter that an archive knows, if this machine has it.</summary>
    /// <exception cref="ModelException">The store has none, or another one of that name.</exception>
    public AdapterEncoder Open(ArchiveAdapter adapter)
    {
        // Held while it opens: two queries at once must not load it twice.
        using var held = gate.EnterScope();
        if (opened.Find(known => known.Adapter.Identity == adapter.Identity) is { } open)
            return open;
        var found = Open(adapter.Name);
        return found.Adapter.Identity == adapter.Identity
            ? found
            : throw new ModelException($"the adapter that is called {adapter.Name} on this machine is another one. Activate it again to use it.");
    }

    /// <inheritdoc/>
    public bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (encoder, problem) = (new LocalJointQueryEncoder(Open(adapter)), null);
            return true;
        }
        catch (ModelException error)
        {
            (encoder, problem) = (null, error.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var adapter in opened)
            adapter.Dispose();
    }
}
