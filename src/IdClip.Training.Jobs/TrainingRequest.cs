using IdClip.Encoding;
using IdClip.Jobs;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Training.Configuration;

namespace IdClip.Training.Jobs;

/// <summary>What is to be trained, from what, and where to.</summary>
/// <param name="Configuration">The variant.</param>
/// <param name="Manifest">The photos that are learned from.</param>
/// <param name="Validation">The photos that checkpoints are chosen by, or null.</param>
/// <param name="People">The list of people with their enrolment photos.</param>
/// <param name="Faces">The recogniser, as <see cref="LocalFaceModel.Open"/> takes it.</param>
/// <param name="Output">The run's folder.</param>
/// <param name="Name">The name that the adapter is installed under, one that <see cref="AdapterManifest.IsName"/> allows.</param>
public sealed record TrainingRequest(TrainingConfiguration Configuration, string Manifest, string? Validation, string People, string Faces, string Output, string Name) : IJobOrder
{
    /// <summary>Whether the archive's searches are to use the adapter then.</summary>
    public bool Activate { get; init; }

    private const string TrainingPart = ".train.json";
    private const string ValidationPart = ".validation.json";

    /// <summary>Where the photos to choose by are if nothing else is said: <c>*.validation.json</c> beside a <c>*.train.json</c>; null for other names.</summary>
    public static string? ValidationBeside(string manifest) =>
        manifest.EndsWith(TrainingPart, StringComparison.Ordinal) ? manifest[..^TrainingPart.Length] + ValidationPart : null;

    /// <summary>Where the list of people is if nothing else is said: <c>people.json</c> beside the manifest.</summary>
    public static string PeopleBeside(string manifest) => Path.Combine(Path.GetDirectoryName(manifest)!, "people.json");

    /// <summary>Refuses what could only fail after the training.</summary>
    /// <exception cref="TrainingException">The configuration trains nothing, or another adapter has the name.</exception>
    public void Check()
    {
        if (Configuration.Translator is null)
            throw new TrainingException($"'{Configuration.Name}' has no translator, so nothing is trained. Choose another configuration.");
        if (AdapterStore.Default().List().FirstOrDefault(adapter => adapter.Name == Name) is { } taken && taken.Manifest?.WeightsSha256 != TrainedHere())
            throw new TrainingException($"Another adapter is called '{Name}' already. Give this one a name of its own.");
    }

    /// <summary>Refuses an adapter that an archive could not use.</summary>
    /// <param name="imageModel">Identity of the archive's dual encoder.</param>
    /// <param name="faceModel">Identity of its face recogniser.</param>
    /// <exception cref="TrainingException">It is trained over another model, or with other faces.</exception>
    public void CheckFits(string imageModel, string faceModel)
    {
        if (ModelStore.Default().OpenClip(Configuration.Model).Identity != imageModel)
            throw new TrainingException($"The archive's photos are not encoded with '{Configuration.Model}', so it could not use the adapter. Train over its model, or without activation.");
        if (FileHash.Of(LocalFaceModel.Open(Faces).File) != faceModel)
            throw new TrainingException($"The archive's faces are not of '{Faces}', so it could not use the adapter. Train with its faces, or without activation.");
    }

    // A run that is done may be started again: its adapter is in the store already.
    private string? TrainedHere() => File.Exists(Path.Combine(Output, AdapterManifest.FileName)) ? AdapterManifest.Read(Output).WeightsSha256 : null;
}
