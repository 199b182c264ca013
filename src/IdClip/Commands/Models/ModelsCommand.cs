using System.CommandLine;

namespace IdClip.Commands.Models;

/// <summary><c>idclip models</c>.</summary>
internal sealed class ModelsCommand : Command
{
    public ModelsCommand() : base("models", "The models on this machine and those that can be got.")
    {
        Add(new ModelsListCommand());
        Add(new ModelsVerifyCommand());
        Add(new ModelsImportCommand());
        Add(new ModelsPullCommand());
    }
}
