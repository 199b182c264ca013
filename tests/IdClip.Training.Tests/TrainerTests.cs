using System.Text.Json;
using IdClip.Models.Tensors;
using IdClip.Training.Configuration;
using IdClip.Training.Runs;
using TorchSharp;

namespace IdClip.Training.Tests;

/// <summary>The trainer on a tiny random model.</summary>
public class TrainerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_run_that_was_ended_goes_on_with_the_same_losses_bit_for_bit(int imagePrompts)
    {
        using var folder = new TemporaryFolder();
        var configuration = SmallSet.Configuration(imagePrompts);
        Train(configuration, folder["whole"]);
        // Ended at step 8, three steps after the last checkpoint, and once more at step 10.
        Assert.ThrowsAny<OperationCanceledException>(() => Train(configuration, folder["parts"], endAt: 8));
        Assert.ThrowsAny<OperationCanceledException>(() => Train(configuration, folder["parts"], endAt: 10));
        // A killed process leaves half a line and half a checkpoint.
        File.AppendAllText(Path.Combine(folder["parts"], "metrics.jsonl"), "{\"step\":");
        Directory.CreateDirectory(Path.Combine(folder["parts"], ".checkpoint-000000012.partial"));

        var summary = Train(configuration, folder["parts"]);

        Assert.Equal(12, summary.Steps);
        Assert.Equal(File.ReadAllLines(Path.Combine(folder["whole"], "metrics.jsonl")), File.ReadAllLines(Path.Combine(folder["parts"], "metrics.jsonl")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], "adapter.safetensors")), File.ReadAllBytes(summary.Adapter));
    }

    [Fact]
    public void A_seed_repeats_a_run_and_another_one_does_not()
    {
        using var folder = new TemporaryFolder();
        var configuration = SmallSet.Configuration() with { Epochs = 2 };
        var runs = new[] { configuration, configuration, configuration with { Seed = 6 } }.Select((variant, run) =>
        {
            Train(variant, folder[$"{run}"]);
            return string.Join('\n', Losses(folder[$"{run}"]));
        }).ToArray();

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
    }

    [Fact]
    public void Id_clip_learns_who_is_in_which_scene()
    {
        using var folder = new TemporaryFolder();
        var set = SmallSet.Create();
        var configuration = SmallSet.Configuration(imagePrompts: 5) with { Epochs = 150, Patience = 0, Batch = new BatchSettings(16, NegativeKind.SameContext), Optimiser = new(3e-3) };

        var summary = new Trainer(configuration, TinyModel.Model, set, set, SmallSet.Pixels, new TrainerOptions()).Run(folder["run"], cancellation: TestContext.Current.CancellationToken);

        var losses = Losses(folder["run"]);
        TestContext.Current.TestOutputHelper?.WriteLine($"loss {losses[0]} to {losses[^1]}, {summary.Best}");
        Assert.True(losses[^1] < 0.6 * losses[0], $"loss {losses[0]} to {losses[^1]}");
        // By chance the right one of 16 photos comes first in 6 % of cases; the scene alone would give 25 %.
        Assert.True(summary.Best!.RecallAt1 >= 40, $"{summary.Best}");
    }

    [Fact]
    public void Validation_that_stops_improving_ends_a_run_and_the_best_adapter_stays()
    {
        using var folder = new TemporaryFolder();
        var configuration = SmallSet.Configuration() with { Epochs = 50, Patience = 2, Optimiser = new(1e-9) };
        var set = SmallSet.Create();

        var summary = new Trainer(configuration, TinyModel.Model, set, set, SmallSet.Pixels, new TrainerOptions()).Run(folder["run"], cancellation: TestContext.Current.CancellationToken);
        var again = new Trainer(configuration, TinyModel.Model, set, set, SmallSet.Pixels, new TrainerOptions()).Run(folder["run"], cancellation: TestContext.Current.CancellationToken);

        Assert.True(summary.EndedEarly);
        Assert.Equal(1, summary.Best!.Epoch);
        Assert.Equal(12, summary.Steps);
        Assert.Equal(summary, again);
        Assert.True(File.Exists(summary.Adapter));
    }

    [Fact]
    public void Photos_that_do_not_fit_in_memory_are_read_again_and_give_the_same_losses()
    {
        using var folder = new TemporaryFolder();
        var configuration = SmallSet.Configuration(imagePrompts: 2) with { Epochs = 1, Batch = new BatchSettings(Size: 16) };
        Train(configuration, folder["kept"]);
        Train(configuration, folder["read"], new TrainerOptions { ImageMemory = 0 });

        foreach (var (kept, read) in Losses(folder["kept"]).Zip(Losses(folder["read"])))
            Assert.Equal(kept, read, 1e-5);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer(SmallSet.Configuration(), TinyModel.Model, SmallSet.Create(faceScale: 3e38f), null, SmallSet.Pixels, new TrainerOptions());

        var error = Assert.Throws<TrainingException>(() => trainer.Run(folder["run"], cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("not finite for 3 steps", error.Message, StringComparison.Ordinal);
        Assert.Contains("optimiser.learningRate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_not_finite_is_left_out_and_the_run_goes_on()
    {
        using var folder = new TemporaryFolder();
        var set = SmallSet.Create();
        // One photo without a number in it spoils the two batches of an epoch that hold it and its two captions.
        float[] Pixels(string file, CancellationToken cancellation) => file == set.Photos[0].File ? [.. SmallSet.Pixels(file, cancellation).Select(_ => float.NaN)] : SmallSet.Pixels(file, cancellation);

        var summary = new Trainer(SmallSet.Configuration(imagePrompts: 2) with { Batch = new BatchSettings(4) }, TinyModel.Model, set, null, Pixels, new TrainerOptions())
            .Run(folder["run"], cancellation: TestContext.Current.CancellationToken);

        var lines = RunMetrics.Read(folder["run"]);
        var spoilt = lines.Where(line => line.Gradient is null).ToArray();
        Assert.Equal(24, lines.Count);
        Assert.InRange(spoilt.Length, 3, 6);
        Assert.All(spoilt, line => Assert.Null(line.Loss));
        Assert.All(lines.Except(spoilt), line => Assert.True(double.IsFinite(line.Loss!.Value)));
        using var adapter = SafetensorsFile.Open(summary.Adapter);
        Assert.All(adapter.Tensors.Keys, name => Assert.All(adapter.ReadFloats(name), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void A_folder_of_another_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        var configuration = SmallSet.Configuration() with { Epochs = 1 };
        Train(configuration, folder["run"]);

        Assert.Contains("config.json differs", Assert.Throws<TrainingException>(() => Train(configuration with { Seed = 9 }, folder["run"])).Message, StringComparison.Ordinal);
        Assert.Contains("run.json differs", Assert.Throws<TrainingException>(() => new Trainer(configuration, TinyModel.Model, SmallSet.Create(scenes: 5), null, SmallSet.Pixels, new TrainerOptions())
            .Run(folder["run"], cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 250, 200, 2000)]
    [InlineData(1, 8, 20, 60)]
    public void Memory_stays_flat(int imagePrompts, int epochs, int early, int late)
    {
        using var folder = new TemporaryFolder();
        var configuration = SmallSet.Configuration(imagePrompts) with { Epochs = epochs, Batch = new BatchSettings(Size: 4), Loss = new LossSettings(TemperatureKind.Learned) };
        var seen = new Dictionary<int, (long Tensors, long Bytes)>();
        Train(configuration, folder["run"], new TrainerOptions { CheckpointEvery = 1000 }, stepped: step =>
        {
            if (step != early && step != late)
                return;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            seen[step] = (torch.Tensor.TotalCount, Environment.WorkingSet);
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen[early]} {seen[late]}");
        Assert.Equal(seen[early].Tensors, seen[late].Tensors);
        Assert.True(seen[late].Bytes - seen[early].Bytes < 32 << 20, $"{(seen[late].Bytes - seen[early].Bytes) >> 20} MB more");
    }

    private static TrainingSummary Train(TrainingConfiguration configuration, string folder, TrainerOptions? options = null, int? endAt = null, Action<int>? stepped = null)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var progress = new StepProgress(step =>
        {
            stepped?.Invoke(step);
            if (step == endAt)
                ending.Cancel();
        });
        return new Trainer(configuration, TinyModel.Model, SmallSet.Create(), null, SmallSet.Pixels, options ?? new TrainerOptions { CheckpointEvery = 5 }).Run(folder, progress, ending.Token);
    }

    private static double[] Losses(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("loss").GetDouble())];

    // Progress<T> reports later, on another thread.
    private sealed class StepProgress(Action<int> stepped) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Phase == TrainingPhase.Steps)
                stepped(value.Done);
        }
    }
}
