using System.CommandLine;
using IdClip.Encoding;
using IdClip.Models.Adapters;
using IdClip.Terminal;
using IdClip.Training.Configuration;
using IdClip.Training.Jobs;
using IdClip.Training.Runs;

namespace IdClip.Commands;

/// <summary><c>idclip train</c>.</summary>
internal sealed class TrainCommand : Command
{
    private const string RunsFolder = "runs";

    private readonly Argument<string> manifest = new("MANIFEST")
    {
        Description = "JSON list of photos to learn from, as 'idclip synth' makes it: [{ \"file\", \"people\": [name], \"context\", \"captions\": [..] }]",
    };

    private readonly Option<string> config = new("--config")
    {
        Description = $"The variant: one of {string.Join(", ", ShippedConfigurations.Names)}; or a JSON file",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => ShippedConfigurations.Default,
    };

    private readonly Option<string?> validation = new("--validation")
    {
        Description = "Photos that the best epoch is chosen by [default: *.validation.json beside a *.train.json]",
        HelpName = "MANIFEST",
    };

    private readonly Option<string?> people = new("--people")
    {
        Description = "JSON list of people: [{ \"name\", \"enrolment\": [files] }] [default: people.json beside the manifest]",
        HelpName = "FILE",
    };

    private readonly Option<string> faces = new("--faces")
    {
        Description = "The recogniser whose embeddings are translated: sface, as archives use it, facenet-512, or an ONNX file of either",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => LocalFaceModel.SFace,
    };

    private readonly Option<string?> model = new("--model")
    {
        Description = "The CLIP model, see 'idclip models list' [default: the configuration's]",
        HelpName = "NAME",
    };

    private readonly Option<string?> output = new("--output", "-o")
    {
        Description = "The run's folder; where an interrupted run left it, that run goes on [default: runs/NAME]",
        HelpName = "DIR",
    };

    private readonly Option<string?> name = new("--name") { Description = "Name that the adapter is installed under [default: the configuration's]", HelpName = "NAME" };
    private readonly Option<int?> epochs = new("--epochs") { Description = "Passes over all pairs [default: the configuration's]", HelpName = "N" };
    private readonly Option<int?> seed = new("--seed") { Description = "The same seed repeats a run [default: the configuration's]", HelpName = "N" };

    public TrainCommand() : base("train", "Teach a CLIP model faces as words: Id-CLIP and its variants.")
    {
        epochs.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= 10_000))
                given.AddError("--epochs must be a number from 1 to 10000.");
        });
        Add(manifest);
        foreach (var option in (Option[])[config, validation, people, faces, model, output, name, epochs, seed])
            Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var request = RequestOf(command);
        if (File.Exists(Path.Combine(request.Output, "metrics.jsonl")))
            Screen.Note($"{request.Output} holds a run already: it goes on from its last checkpoint.");
        try
        {
            var outcome = await TrainingMonitor.ShowAsync(progress => LocalTraining.RunAsync(request, TrainingDevice.Choose(), progress, ct));
            TrainingOutcomeText.Write(outcome, request);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Screen.Note($"What was learned up to the last checkpoint stays in {request.Output}; the same command goes on from there.");
            throw;
        }
    }

    private TrainingRequest RequestOf(ParseResult command)
    {
        var path = FileOf(manifest.Name, command.GetRequiredValue(manifest));
        var configuration = ConfigurationOf(command);
        var adapter = command.GetValue(name) ?? configuration.Name;
        if (!AdapterManifest.IsName(adapter))
            throw new InputException($"{name.Name}: '{adapter}' can't be the name of an adapter. Use letters, digits and hyphens.");
        return new(
            configuration,
            path,
            command.GetValue(validation) is { } given ? FileOf(validation.Name, given) : TrainingRequest.ValidationBeside(path) is { } beside && File.Exists(beside) ? beside : null,
            FileOf(people.Name, command.GetValue(people) ?? TrainingRequest.PeopleBeside(path)),
            RecogniserOf(command),
            Path.GetFullPath(command.GetValue(output) ?? Path.Combine(RunsFolder, adapter)),
            adapter);
    }

    private TrainingConfiguration ConfigurationOf(ParseResult command)
    {
        var given = command.GetRequiredValue(config);
        var configuration = File.Exists(given) ? TrainingConfiguration.Load(given) : ShippedConfigurations.Open(given);
        return configuration with
        {
            Model = command.GetValue(model) ?? configuration.Model,
            Epochs = command.GetValue(epochs) ?? configuration.Epochs,
            Seed = command.GetValue(seed) ?? configuration.Seed,
        };
    }

    private string RecogniserOf(ParseResult command) => command.GetRequiredValue(faces) switch
    {
        LocalFaceModel.SFace or LocalFaceModel.FaceNet => command.GetRequiredValue(faces),
        var file => FileOf(faces.Name, file),
    };

    private static string FileOf(string option, string file) =>
        File.Exists(file) ? Path.GetFullPath(file) : throw new InputException($"{option}: there is no file {file}.");
}
