using System.CommandLine;
using IdClip.Composition;
using IdClip.Serving;

namespace IdClip.Commands;

/// <summary><c>idclip serve</c>.</summary>
internal sealed class ServeCommand : Command
{
    private readonly PortOption port = new("Port of the web page on 127.0.0.1; gRPC takes the next one");

    private readonly Option<bool> reflection = new("--reflection") { Description = "Let gRPC clients such as grpcurl ask for the services' descriptions" };
    private readonly Option<string[]> synthRoots = new("--synth-root")
    {
        Description = "Folder below which gRPC clients may have synthetic sets made, from what lies there; may be given several times",
        HelpName = "DIR",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> trainingRoots = new("--training-root")
    {
        Description = "Folder below which gRPC clients may have adapters trained, from what lies there; may be given several times",
        HelpName = "DIR",
        DefaultValueFactory = _ => [],
    };

    private readonly ArchiveOption archive;

    public ServeCommand(ArchiveOption archive) : base("serve", "Serve the search page and the gRPC services to this machine.")
    {
        this.archive = archive;
        Add(port);
        Add(reflection);
        Add(synthRoots);
        Add(trainingRoots);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var options = new ServeOptions(command.GetValue(port), command.GetValue(reflection))
        {
            SynthesisRoots = RootsOf(command, synthRoots),
            TrainingRoots = RootsOf(command, trainingRoots),
        };
        await ServingRounds.RunAsync(archive.FolderOf(command), options, ct);
        return ExitCode.Done;
    }

    private static string[] RootsOf(ParseResult command, Option<string[]> option) =>
    [
        .. command.GetRequiredValue(option).Select(root => Directory.Exists(root)
            ? Path.GetFullPath(root)
            : throw new InputException($"{option.Name}: there is no folder {root}.")),
    ];
}
