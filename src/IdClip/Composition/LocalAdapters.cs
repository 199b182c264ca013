using System.Diagnostics.CodeAnalysis;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Encoding;
using IdClip.Models.Store;
using IdClip.Search;

namespace IdClip.Composition;

/// <summary>The adapters of this machine as one archive uses them. Thread-safe.</summary>
/// <param name="encoders">Those that fit the archive's models; what was opened stays open.</param>
internal sealed class LocalAdapters(AdapterEncoders encoders) : IJointEncoders, IAdapterPhotoEncoders
{
    /// <inheritdoc/>
    public bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (encoder, problem) = (new LocalJointQueryEncoder(Open(adapter)), null);
            return true;
        }
        catch (ArchiveException error)
        {
            (encoder, problem) = (null, error.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct = default) => Task.Run<IReadOnlyList<string>>(
        () => [.. encoders.List().Where(adapter => string.IsNullOrEmpty(adapter.Problem)).Select(adapter => adapter.Name)], ct);

    /// <inheritdoc/>
    public Task<ArchiveAdapter> FindAsync(string name, string identity = "", CancellationToken ct = default) => Task.Run(
        () =>
        {
            var adapter = Open(identity, name).Adapter;
            return new ArchiveAdapter(name, adapter.Identity, adapter.ChangesImages);
        },
        ct);

    /// <inheritdoc/>
    public Task<IAdapterPhotoEncoder> OpenAsync(ArchiveAdapter adapter, CancellationToken ct = default) =>
        Task.Run<IAdapterPhotoEncoder>(() => new LocalAdapterPhotoEncoder(Open(adapter)), ct);

    private AdapterEncoder Open(ArchiveAdapter adapter) => encoders.FindOpen(adapter.Identity) ?? Open(adapter.Identity, adapter.Name);

    private AdapterEncoder Open(string identity, string name)
    {
        if (!encoders.TryFind(identity, name, out var stored, out var problem))
            throw new UnknownAdapterException(problem);
        try
        {
            return encoders.Open(stored);
        }
        catch (ModelException error)
        {
            throw new ArchiveException(error.Message, error);
        }
    }
}
