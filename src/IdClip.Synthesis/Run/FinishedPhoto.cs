using IdClip.Synthesis.Provenance;

namespace IdClip.Synthesis.Run;

/// <summary>A planned photo that is done; a line of the work folder's journal of results. The journal's first line has the plan's fingerprint in place of a file.</summary>
/// <param name="File">The planned name.</param>
/// <param name="Kept">Where the photo comes from, or null if it was dropped.</param>
/// <param name="Failures">Why attempts failed, in order.</param>
internal sealed record FinishedPhoto(string File, ImageProvenance? Kept, IReadOnlyList<Rejection> Failures);
