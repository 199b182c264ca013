using System.CommandLine;
using System.CommandLine.Completions;
using IdClip.Models.Download;
using IdClip.Models.Store;
using IdClip.Terminal;

namespace IdClip.Commands.Models;

/// <summary><c>idclip models pull</c>.</summary>
internal sealed class ModelsPullCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "A model of 'idclip models list'" };

    public ModelsPullCommand() : base("pull", "Download a model of the catalogue and import it; a broken download goes on where it ended.")
    {
        name.CompletionSources.Add(_ => ModelStore.Default().List().Where(m => m.Folder is null).Select(m => new CompletionItem(m.Name)));
        Add(name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var download = new ModelDownload(ModelStore.Default());
        var model = await DownloadMonitor.ShowAsync(progress => download.PullAsync(command.GetRequiredValue(name), progress, ct));
        foreach (var note in model.Notes)
            Screen.Note(note);
        Screen.Line($"{model.Name} is in {model.Folder}");
        Screen.Line($"Use it for a new archive: idclip index DIR --model {model.Name}");
        return ExitCode.Done;
    }
}
