using IdClip.Archive.Catalogue;
using IdClip.Search.Evidence;

namespace IdClip.Search;

/// <summary>One photo that answers a query, with the parts of its score.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Score">Fused evidence, 0..1: a weighted product of the parts (see <see cref="FusionWeights"/>).</param>
/// <param name="People">One entry for each name or choice of names that was asked for, in the query's order.</param>
/// <param name="Context">How well the photo fits the words; null where the query is names only.</param>
/// <param name="Joint">Evidence of an Id-CLIP adapter, 0..1; null where none is active.</param>
/// <param name="Reason">The parts in words, for example <c>person Mira Okafor .97 (face 2) x context .61</c>.</param>
public sealed record Answer(
    PhotoDetails Photo, double Score, IReadOnlyList<PersonEvidence> People, ContextEvidence? Context, double? Joint, string Reason)
{
    /// <summary>How like the photo is to an example's scene; null where none was given. Its probability puts photos of one search in order and is not calibrated.</summary>
    public ContextEvidence? Scene { get; init; }

    /// <summary>Near-copies that this answer stands for, best first; empty where they answer one by one.</summary>
    public IReadOnlyList<PhotoDetails> Copies { get; init; } = [];
}
