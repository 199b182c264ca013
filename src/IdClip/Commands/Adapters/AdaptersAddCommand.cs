using System.CommandLine;
using IdClip.Models.Adapters;
using IdClip.Terminal;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters add</c>.</summary>
internal sealed class AdaptersAddCommand : Command
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = $"A training run's folder, or any with {AdapterManifest.FileName} and {AdapterManifest.WeightsName}",
    };

    private readonly Option<string?> name = new("--name") { Description = "What to call it [default: its own name]", HelpName = "NAME" };

    public AdaptersAddCommand() : base("add", "Copy an adapter into the adapter store.")
    {
        Add(folder);
        Add(name);
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var source = command.GetRequiredValue(folder);
        if (!Directory.Exists(source))
            throw new InputException($"There is no folder {source}.");
        var called = command.GetValue(name) ?? AdapterManifest.Read(source).Name;
        var target = AdapterStore.Default().Install(source, called);
        Screen.Line($"{called} is in {target}");
        Screen.Line($"Use it: idclip adapters activate {called}");
        return ExitCode.Done;
    }
}
