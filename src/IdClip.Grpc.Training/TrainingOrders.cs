using Google.Rpc;
using IdClip.Archive.Catalogue;
using IdClip.Encoding;
using IdClip.Evaluation.Protocol;
using IdClip.Grpc.Calls;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Training;
using IdClip.Training.Configuration;
using IdClip.Training.Jobs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Training;

/// <summary>Runs as clients ask for them and as they are carried out.</summary>
internal static class TrainingOrders
{
    private const int MaxEpochs = 10_000;

    /// <summary>What a client asks for, with every path, name and list checked: a mistake is told now and not when the run's turn comes.</summary>
    /// <param name="run">What is asked for.</param>
    /// <param name="roots">Where its files may lie.</param>
    /// <param name="archive">The models of an archive that is to use the adapter, or null.</param>
    /// <exception cref="global::Grpc.Core.RpcException">A field is at fault; the details name it.</exception>
    public static TrainingRequest Read(Contract.TrainingRun run, AllowedRoots roots, ArchiveModelNames? archive)
    {
        var manifest = roots.FileAt("run.manifest", run.Manifest);
        var configuration = ConfigurationOf(run, roots);
        var request = new TrainingRequest(
            configuration,
            manifest,
            run.Validation.Length > 0 ? roots.FileAt("run.validation", run.Validation) : ValidationBeside(manifest, roots),
            roots.FileAt("run.people", run.People.Length > 0 ? run.People : TrainingRequest.PeopleBeside(manifest)),
            FacesOf(run.Faces, roots),
            roots.Below("run.output", run.Output),
            run.Adapter.Length > 0 ? run.Adapter : configuration.Name)
        { Activate = run.Activate };
        if (!AdapterManifest.IsName(request.Name))
            throw StatusDetails.Invalid("run.adapter", $"'{request.Name}' can't be the name of an adapter: use letters, digits, '-', '.' and '_', at most 100.");
        Check("run.adapter", request.Check);
        if (archive is not null)
            Check("run.activate", () => request.CheckFits(archive.Image, archive.Face));
        Check("run.manifest", () => Manifest.Load(request.Manifest));
        if (request.Validation is { } validation)
            Check("run.validation", () => Manifest.Load(validation));
        Check("run.people", () => EnrolmentList.Load(request.People));
        return request;
    }

    /// <summary>The variants that come with IdClip and train something.</summary>
    public static Contract.ListConfigurationsResponse ListConfigurations() => new()
    {
        Configurations =
        {
            ShippedConfigurations.Names.Select(ShippedConfigurations.Open).Where(configuration => configuration.Translator is not null)
                .Select(configuration => new Contract.TrainingVariant { Name = configuration.Name, Description = configuration.Description }),
        },
        Usual = ShippedConfigurations.Default,
    };

    /// <summary>The run as a client would ask for it.</summary>
    public static Contract.TrainingRun Write(TrainingRequest request) => new()
    {
        Manifest = request.Manifest,
        Validation = request.Validation ?? "",
        People = request.People,
        Output = request.Output,
        Configuration = request.Configuration.Name,
        Faces = request.Faces,
        Model = request.Configuration.Model,
        Adapter = request.Name,
        Epochs = request.Configuration.Epochs,
        Seed = request.Configuration.Seed,
        Activate = request.Activate,
    };

    private static TrainingConfiguration ConfigurationOf(Contract.TrainingRun run, AllowedRoots roots)
    {
        var configuration = ConfigurationOf(run.Configuration, roots);
        if (configuration.Translator is null)
            throw StatusDetails.Invalid("run.configuration", $"Nothing is trained in '{configuration.Name}': it has no translator.");
        var chosen = configuration with
        {
            Model = run.Model.Length > 0 ? run.Model : configuration.Model,
            Epochs = RequestCount.Of("run.epochs", run.Epochs, configuration.Epochs, MaxEpochs),
            Seed = run.HasSeed ? run.Seed : configuration.Seed,
        };
        // Names of models and of adapters have the same letters; a path is neither.
        if (!AdapterManifest.IsName(chosen.Model))
            throw StatusDetails.Invalid("run.model", $"'{chosen.Model}' can't be the name of a model.");
        Check("run.model", () => ModelStore.Default().OpenClip(chosen.Model));
        return chosen;
    }

    private static TrainingConfiguration ConfigurationOf(string given, AllowedRoots roots)
    {
        if (given.Length == 0)
            return ShippedConfigurations.Open(ShippedConfigurations.Default);
        if (ShippedConfigurations.Names.Contains(given))
            return ShippedConfigurations.Open(given);
        if (!Path.IsPathFullyQualified(given))
            throw StatusDetails.Fields(Code.NotFound, ("run.configuration", $"There is no such configuration. Give the absolute path of a JSON file, or one of: {string.Join(", ", ShippedConfigurations.Names)}."));
        var file = roots.FileAt("run.configuration", given);
        TrainingConfiguration? read = null;
        Check("run.configuration", () => read = TrainingConfiguration.Load(file));
        return read!;
    }

    private static string FacesOf(string given, AllowedRoots roots)
    {
        var faces = given.Length == 0 ? LocalFaceModel.SFace : LocalFaceModel.Names.Contains(given) ? given : roots.FileAt("run.faces", given);
        Check("run.faces", () => LocalFaceModel.Open(faces));
        return faces;
    }

    private static string? ValidationBeside(string manifest, AllowedRoots roots) =>
        TrainingRequest.ValidationBeside(manifest) is { } beside && File.Exists(beside) ? roots.FileAt("run.validation", beside) : null;

    private static void Check(string field, Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is TrainingException or ManifestException or ModelException)
        {
            throw StatusDetails.Invalid(field, error.Message);
        }
    }
}
