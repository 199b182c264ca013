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
    /// <summary>Runs the program and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            // The library would read an argument that starts with @ as the name of a file of more arguments; here it is a person.
            var server = new ServerOption();
            var command = CreateRoot(server).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (command.Action is not ParseErrorAction mistake)
            {
                server.CheckFits(command);
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

    private static RootCommand CreateRoot(ServerOption server)
    {
        var archive = new ArchiveOption();
        return new RootCommand("Ask an archive of photos for a named person doing something, and get that person, doing that.")
        {
            archive,
            server,
            new DemoCommand(archive),
            new IndexCommand(archive, server),
            new EnrolCommand(archive, server),
            new PeopleCommand(archive, server),
            new FacesCommand(archive, server),
            new NamesCommand(archive),
            new ForgetCommand(archive, server),
            new SearchCommand(archive, server),
            new AlbumsCommand(archive, server),
            new ExportCommand(archive, server),
            new JudgeCommand(archive, server),
            new EvalCommand(archive),
            new SynthCommand(),
            new TrainCommand(),
            new ModelsCommand(),
            new AdaptersCommand(archive, server),
            new CatalogueCommand(archive),
            new JobsCommand(archive, server),
            new ServeCommand(archive),
            new KeysCommand(archive),
            new CompletionCommand(),
        };
    }
}
