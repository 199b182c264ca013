using System.CommandLine;
using IdClip.Models.Store;
using IdClip.Terminal;

namespace IdClip.Commands.Models;

/// <summary><c>idclip models verify</c>.</summary>
internal sealed class ModelsVerifyCommand : Command
{
    private readonly Argument<string?> name = new("NAME") { Description = "One model [default: all that are here]", Arity = ArgumentArity.ZeroOrOne };

    public ModelsVerifyCommand() : base("verify", "Hash the files of models and compare with what was recorded.")
    {
        Add(name);
        SetAction(Run);
    }

    private int Run(ParseResult command)
    {
        var files = ModelStore.Default().Verify(command.GetValue(name));
        foreach (var file in files)
            Screen.Line($"{(file.Problem is null ? "ok    " : "WRONG ")} {file.Model}  {file.Path}{(file.Problem is null ? "" : $" {file.Problem}")}");
        return files.Any(f => f.Problem is not null) ? ExitCode.Failed : ExitCode.Done;
    }
}
