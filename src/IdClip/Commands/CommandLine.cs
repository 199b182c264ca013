using System.CommandLine;
using System.CommandLine.Invocation;
using IdClip.Commands.Adapters;
using IdClip.Commands.Albums;
using IdClip.Commands.Faces;
using IdClip.Commands.Jobs;
using IdClip.Commands.Judge;
using IdClip.Commands.Keys;
using IdClip.Commands.Models;
using IdClip.Commands.Names;
using IdClip.Commands.Synth;

namespace IdClip.Commands;

/// <summary>The command tree and what happens to its results and errors.</summary>
internal static class CommandLine
{
    private static readonly ServerOption Server = new();

    /// <summary>Runs the program and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            // The library would read an argument that starts with @ as the name of a file of more arguments; here it is a person.
            var command = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (command.Action is not ParseErrorAction mistake)
            {
                Server.CheckFits(command);
                return await command.InvokeAsync(
                    new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
            }
            mistake.ShowHelp = false;
            await command.InvokeAsync();
            return ExitCode.BadInput;
        }
        catch (Exception error)
        {
            return CommandErrors.Tell(error);
        }
    }

    private static RootCommand CreateRoot()
    {
        var archive = new ArchiveOption();
        return new RootCommand("Ask an archive of photos for a named person doing something, and get that person, doing that.")
        {
            archive,
            Server,
            new DemoCommand(archive),
            new IndexCommand(archive, Server),
            new EnrolCommand(archive, Server),
            new PeopleCommand(archive, Server),
            new FacesCommand(archive, Server),
            new NamesCommand(archive),
            new ForgetCommand(archive, Server),
            new SearchCommand(archive, Server),
            new AlbumsCommand(archive, Server),
            new ExportCommand(archive, Server),
            new JudgeCommand(archive, Server),
            new EvalCommand(archive),
            new SynthCommand(),
            new TrainCommand(),
            new ModelsCommand(),
            new AdaptersCommand(archive, Server),
            new CatalogueCommand(archive),
            new JobsCommand(archive, Server),
            new ServeCommand(archive),
            new KeysCommand(archive),
            new CompletionCommand(),
        };
    }
}
