using IdClip.Encoding;
using IdClip.Search;

namespace IdClip.Composition;

/// <summary>The text tower in this process.</summary>
/// <param name="encoder">The models.</param>
internal sealed class LocalQueryEncoder(LocalEncoder encoder) : IQueryEncoder
{
    /// <inheritdoc/>
    public float[] EncodeText(string text) => encoder.EncodeText(text);
}
