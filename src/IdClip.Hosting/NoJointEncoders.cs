using System.Diagnostics.CodeAnalysis;
using IdClip.Archive.Adapters;
using IdClip.Search;

namespace IdClip.Hosting;

/// <summary>Tells whoever searches an archive with an active adapter that the services do without it: proto/encoding.proto has no call for adapters yet.</summary>
internal sealed class NoJointEncoders : IJointEncoders
{
    /// <inheritdoc/>
    public bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem)
    {
        (encoder, problem) = (null, "the Encoding service does not serve adapters; 'idclip serve' and 'idclip search' use it.");
        return false;
    }
}
