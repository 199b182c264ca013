using IdClip.Encoding.Pictures;
using IdClip.Jobs;
using IdClip.Models.Store;

namespace IdClip.Synthesis.Jobs;

/// <summary>The queue of sets to make.</summary>
/// <param name="path">The queue's folder; it is made where it is not there.</param>
/// <param name="work">Makes a set.</param>
/// <exception cref="JobException">Another process has the queue open, or a file of it is damaged.</exception>
public sealed class SynthesisJobs(string path, JobWork<SynthesisOrder, SynthesisProgress, SynthesisSummary> work)
    : JobQueue<SynthesisOrder, SynthesisProgress, SynthesisSummary>(path, work, error => error is SynthesisException or ModelException or PictureException);
