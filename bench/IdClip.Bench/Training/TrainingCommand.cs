using System.CommandLine;

namespace IdClip.Bench.Training;

/// <summary><c>bench training</c>: the training step beside PyTorch's, and what kept image features save.</summary>
internal static class TrainingCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Rounds of both sides in turn.", DefaultValueFactory = _ => 6 };
        var steps = new Option<int>("--steps") { Description = "Steps a round.", DefaultValueFactory = _ => 24 };
        var threads = new Option<int>("--threads") { Description = "Threads of either side.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var python = new Option<string>("--python") { Description = "A Python that has torch and numpy.", DefaultValueFactory = _ => "/usr/bin/python3" };
        var command = new Command("training", "The training step of id-clip-vpt-5 beside PyTorch's, and an epoch with kept image features beside one without.") { rounds, steps, threads, python };
        command.SetAction(parsed =>
        {
            IdClip.Training.Runs.LibTorchEnvironment.Prepare();
            var right = TrainingComparison.Run(parsed.GetValue(python)!, parsed.GetValue(rounds), parsed.GetValue(steps), parsed.GetValue(threads));
            EpochCost.Run();
            return right ? 0 : 1;
        });
        return command;
    }
}
