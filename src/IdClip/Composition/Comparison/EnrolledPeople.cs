using IdClip.Encoding;
using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Protocol;
using IdClip.Training.Jobs;

namespace IdClip.Composition.Comparison;

/// <summary>Everybody's enrolment by one recogniser.</summary>
/// <param name="Model">The recogniser.</param>
/// <param name="Identity">Lower-case hex sha256 of its file.</param>
/// <param name="Templates">The unit mean of each person's enrolment faces, by name; people without a face are not there.</param>
internal sealed record EnrolledPeople(LocalFaceModel Model, string Identity, IReadOnlyDictionary<string, float[]> Templates)
{
    /// <summary>Embeds the largest face of every enrolment photo on all cores.</summary>
    public static EnrolledPeople Embed(IReadOnlyList<Enrolment> people, LocalFaceModel model, IProgress<int>? progress, CancellationToken ct)
    {
        var (faces, _) = EnrolmentFaces.Embed(people, model, progress is null ? null : new Numbers(progress), ct);
        using var analyser = model.CreateAnalyser();
        return new(model, analyser.FaceModel, faces.ToDictionary(person => person.Key, person => UnitMean.Of(person.Value), StringComparer.OrdinalIgnoreCase));
    }

    private sealed class Numbers(IProgress<int> progress) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => progress.Report(value.Done);
    }
}
