using System.CommandLine;
using IdClip.Models.Store;
using IdClip.Terminal;
using Spectre.Console;

namespace IdClip.Commands.Models;

/// <summary><c>idclip models list</c>.</summary>
internal sealed class ModelsListCommand : Command
{
    public ModelsListCommand() : base("list", "List models with their licences.") => SetAction(Run);

    private static int Run(ParseResult command)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "here", "size", "licence", "about");
        foreach (var model in ModelStore.Default().List())
            table.AddRow(
                new Text(model.Name), new Text(model.Folder is null ? "pull" : "yes"),
                new Text(model.Size is { } size ? ByteSize.Text(size) : "?"), new Text(model.Licence), new Text(model.About));
        Screen.Output.Write(table);
        return ExitCode.Done;
    }
}
