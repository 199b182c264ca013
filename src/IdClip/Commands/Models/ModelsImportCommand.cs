using System.CommandLine;
using IdClip.Models.Import;
using IdClip.Models.Store;
using IdClip.Terminal;

namespace IdClip.Commands.Models;

/// <summary><c>idclip models import</c>.</summary>
internal sealed class ModelsImportCommand : Command
{
    private readonly Argument<string> source = new("CHECKPOINT")
    {
        Description = "A safetensors file, or a folder that holds one with its configuration and tokenizer (OpenAI, open_clip or Hugging Face names)",
    };

    private readonly Option<string?> name = new("--name") { Description = "What to call it [default: the folder's or file's name]", HelpName = "NAME" };
    private readonly Option<string?> licence = new("--licence") { Description = "The weights' licence as their publisher states it", HelpName = "TEXT" };

    public ModelsImportCommand() : base("import", "Bring a CLIP checkpoint from this machine into the model store.")
    {
        Add(source);
        Add(name);
        Add(licence);
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var model = new CheckpointImport(ModelStore.Default()).Import(
            command.GetRequiredValue(source), command.GetValue(name), command.GetValue(licence));
        foreach (var note in model.Notes)
            Screen.Note(note);
        Screen.Line($"{model.Name} is in {model.Folder}");
        Screen.Line($"Use it for a new archive: idclip index DIR --model {model.Name}");
        return ExitCode.Done;
    }
}
