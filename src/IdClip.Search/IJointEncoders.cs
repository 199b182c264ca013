using System.Diagnostics.CodeAnalysis;
using IdClip.Archive.Adapters;

namespace IdClip.Search;

/// <summary>The seam to the adapters of a machine: an archive may have become tied to another adapter since the last query.</summary>
public interface IJointEncoders
{
    /// <summary>Opens an adapter, or hands out the one that is open. Thread-safe, blocks the calling thread.</summary>
    /// <param name="adapter">The archive's active adapter.</param>
    /// <param name="encoder">The open adapter, where there is one.</param>
    /// <param name="problem">Otherwise why it can't be used, in a sentence for people.</param>
    bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem);
}
