using System.CommandLine;
using System.Globalization;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using IdClip.Terminal;

namespace IdClip.Commands.Synth;

/// <summary><c>idclip synth</c>.</summary>
internal sealed class SynthCommand : Command
{
    private const string DefaultOutput = "coco-pfs";
    private const string DefaultSplit = "0.7,0.1";

    private readonly Option<string?> contexts = new("--contexts")
    {
        Description = "COCO captions (.json), or a table with the columns image and caption (.csv)",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> keypoints = new("--keypoints")
    {
        Description = "COCO person_keypoints of the same photos [default: people are counted in the captions]",
        HelpName = "FILE",
    };

    private readonly Option<string> images = new("--images") { Description = "Folder of the captioned photos", HelpName = "DIR", Required = true };

    private readonly Option<string> gallery = new("--gallery")
    {
        Description = "Folder of one folder per identity, with gallery.json that states licence and consent",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> output = new("--output", "-o")
    {
        Description = "Folder to make; where an interrupted run left it, that run goes on",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultOutput,
    };

    private readonly Option<int> perContext = new("--per-context")
    {
        Description = "Identities put into each context, 1 or more",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<long> seed = new("--seed")
    {
        Description = "Chooses splits, enrolment photos, identities and caption templates; the same seed gives the same bytes",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> swapper = new("--swapper")
    {
        Description = "ONNX file with the signature of inswapper_128 [default: warping and seamless blending, which need no weights]",
        HelpName = "FILE",
    };

    private readonly Option<string?> embedder = new("--swapper-embedder")
    {
        Description = "The ONNX recogniser that the swapper was trained with, for example ArcFace w600k_r50",
        HelpName = "FILE",
    };

    private readonly Option<string?> judge = new("--judge")
    {
        Description = "ONNX file of FaceNet (512 numbers), which only judges the result: it is not used to choose",
        HelpName = "FILE",
    };

    private readonly Option<string?> attributes = new("--attributes")
    {
        Description = "ONNX file with the signature of InsightFace's genderage: estimates gender and age where the gallery states none",
        HelpName = "FILE",
    };

    private readonly Option<double> minFace = new("--min-face")
    {
        Description = "Shortest side in pixels that the face of a captioned photo may have",
        HelpName = "PIXELS",
        DefaultValueFactory = _ => new FaceRule().MinSide,
    };

    private readonly Option<string> identitySplit = new("--identity-split")
    {
        Description = "Shares of the identities for training and validation; the test split has the others",
        HelpName = "TRAIN,VALIDATION",
        DefaultValueFactory = _ => DefaultSplit,
    };

    private readonly Option<string?> contextSplit = new("--context-split")
    {
        Description = "The same for the contexts [default: that of the identities]",
        HelpName = "TRAIN,VALIDATION",
    };

    private readonly Option<bool> research = new("--research")
    {
        Description = "Go on where the gallery states no licence or consent; this is recorded in every product",
    };

    public SynthCommand() : base("synth", "Make a COCO-PFS set: captioned photos with the faces of a gallery's people, marked as synthetic.")
    {
        perContext.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= 1000))
                given.AddError("--per-context must be a number from 1 to 1000.");
        });
        minFace.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double>() is not (>= 1 and <= 10_000))
                given.AddError("--min-face must be a number from 1 to 10000.");
        });
        Validators.Add(given =>
        {
            if (given.GetValue(swapper) is null != given.GetValue(embedder) is null)
                given.AddError("--swapper and --swapper-embedder belong together: give both or none.");
        });
        foreach (var option in (Option[])[contexts, keypoints, images, gallery, output, perContext, seed, swapper, embedder, judge, attributes, minFace, identitySplit, contextSplit, research])
            Add(option);
        Add(new SynthVerifyCommand());
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var options = OptionsOf(command);
        var models = new SynthesisModels(FileOf(command, judge), FileOf(command, swapper), FileOf(command, embedder), FileOf(command, attributes));
        if (Directory.Exists(options.Output) && Directory.EnumerateFileSystemEntries(options.Output).Any())
            Screen.Note($"{options.Output} is there already: what an earlier run finished is not made again.");
        try
        {
            var monitor = new SynthesisMonitor();
            var summary = await monitor.ShowAsync(progress => LocalSynthesis.RunAsync(options, models, progress, ct));
            SynthesisOutcome.Write(summary, options.Output, monitor.Made, monitor.Elapsed);
            return summary.Kept > 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Screen.Note($"What is done stays in {options.Output}; the same command goes on from there.");
            throw;
        }
    }

    private SynthesisOptions OptionsOf(ParseResult command) => new()
    {
        Contexts = FileOf(command, contexts)!,
        Keypoints = FileOf(command, keypoints),
        Images = FolderOf(command, images),
        Gallery = FolderOf(command, gallery),
        Output = Path.GetFullPath(command.GetRequiredValue(output)),
        PerContext = command.GetValue(perContext),
        Seed = command.GetValue(seed),
        Research = command.GetValue(research),
        ContextLimits = new() { Face = new() { MinSide = (float)command.GetValue(minFace) } },
        Splits = SharesOf(identitySplit, command.GetRequiredValue(identitySplit)),
        ContextSplits = command.GetValue(contextSplit) is { } shares ? SharesOf(contextSplit, shares) : null,
    };

    private static SplitShares SharesOf(Option option, string given)
    {
        double[] shares = [.. given.Split(',').Select(part => double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : double.NaN)];
        return shares is [>= 0 and var train, >= 0 and var validation] && train + validation <= 1
            ? new() { Train = train, Validation = validation }
            : throw new InputException($"{option.Name} must be two shares from 0 to 1 that are not more than 1 together, such as {DefaultSplit}.");
    }

    private static string? FileOf(ParseResult command, Option<string?> option) => command.GetValue(option) switch
    {
        null => null,
        var file when File.Exists(file) => Path.GetFullPath(file),
        var file => throw new InputException($"{option.Name}: there is no file {file}."),
    };

    private static string FolderOf(ParseResult command, Option<string> option) => command.GetRequiredValue(option) switch
    {
        var folder when Directory.Exists(folder) => Path.GetFullPath(folder),
        var folder => throw new InputException($"{option.Name}: there is no folder {folder}."),
    };
}
