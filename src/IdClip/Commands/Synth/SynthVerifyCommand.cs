using System.CommandLine;
using IdClip.Synthesis.Provenance;
using IdClip.Terminal;

namespace IdClip.Commands.Synth;

/// <summary><c>idclip synth verify</c>.</summary>
internal sealed class SynthVerifyCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "The output of 'idclip synth'" };

    public SynthVerifyCommand() : base("verify", "Hash the photos of a set again and check marks and lists.")
    {
        Add(folder);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var path = command.GetRequiredValue(folder);
        if (!Directory.Exists(path))
            throw new InputException($"{path} is not a folder.");
        var report = await SynthesisVerification.VerifyAsync(Path.GetFullPath(path), ct);
        foreach (var finding in report.Findings)
            Screen.Line($"{Words.Of(finding.Problem)}  {finding.File}: {finding.Details}");
        Screen.Line($"{report.Good} of {report.Photos} photos are there, unchanged and marked as synthetic.");
        return report.Findings.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
