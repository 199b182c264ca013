using IdClip.Encoding;
using IdClip.Training.Configuration;
using IdClip.Training.Runs;

namespace IdClip.Bench.Training;

/// <summary>An epoch of the variant whose image tower is frozen, with image features kept and with photos read and encoded for every batch, by the trainer itself.</summary>
internal static class EpochCost
{
    private const int KeptEpochs = 5;

    public static void Run()
    {
        var inputs = TrainingInputs.Load();
        var (kept, again) = (SecondsAnEpoch(inputs, KeptEpochs, new()), SecondsAnEpoch(inputs, 1, new() { ImageMemory = 0 }));
        Console.WriteLine($"\n{again / kept:0.0} x cheaper: an epoch with kept image features takes {kept:0.00} s, with photos decoded and encoded again {again:0.00} s ({inputs.Set.Photos.Sum(photo => photo.Captions.Count)} pairs of {inputs.Set.Photos.Count} photos, translator alone)");
    }

    private static double SecondsAnEpoch(TrainingInputs inputs, int epochs, TrainerOptions options)
    {
        var configuration = ShippedConfigurations.Open("translator") with { Epochs = epochs };
        var folder = Directory.CreateTempSubdirectory("idclip-bench-").FullName;
        try
        {
            var reader = PhotoPixelReader.Create(inputs.Clip);
            var speed = new Speed();
            new Trainer(configuration, inputs.Clip, inputs.Set, null, (file, _) => reader.Read(file), options).Run(folder, speed);
            return inputs.Set.Photos.Sum(photo => photo.Captions.Count) / speed.PairsPerSecond;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Speed : IProgress<TrainingProgress>
    {
        public double PairsPerSecond { get; private set; }

        public void Report(TrainingProgress value) => PairsPerSecond = value.PairsPerSecond;
    }
}
