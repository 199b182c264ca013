using System.Text.Json;

namespace IdClip.Training.Configuration;

/// <summary>Reads a configuration and checks every value's range.</summary>
internal static class ConfigurationFile
{
    private const long LargestFile = 1 << 20;
    private const int MostPrompts = 200;

    // What an adapter may have.
    private const int HighestRank = 64;

    public static TrainingConfiguration Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestFile)
                throw new TrainingException($"{path} has {stream.Length >> 20} MB, too large for a configuration.");
            return Read(path, stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path} can't be read: {error.Message}", error);
        }
    }

    /// <param name="path">What errors call it.</param>
    /// <param name="stream">The JSON.</param>
    public static TrainingConfiguration Read(string path, Stream stream)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize<TrainingConfiguration>(stream, ConfigurationJson.Options)
                ?? throw new TrainingException($"{path} is empty: write an object with at least \"name\" and \"description\".");
            Check(path, configuration);
            return configuration;
        }
        catch (JsonException error)
        {
            throw new TrainingException($"{path}: {Field(error)}{error.Message}", error);
        }
    }

    private static void Check(string path, TrainingConfiguration configuration)
    {
        var (loss, batch, optimiser) = (configuration.Loss, configuration.Batch, configuration.Optimiser);
        if (configuration.Translator is { } translator)
        {
            Range(path, "translator.hidden", translator.Hidden, 1, 16_384);
            Range(path, "translator.layers", translator.Layers, 1, 8);
        }
        else if (configuration.ImagePrompts + configuration.TextPrompts + configuration.TextValueRank > 0)
        {
            throw new TrainingException($"{path}: imagePrompts, textPrompts and textValueRank are trained together with a translator. Add \"translator\": {{}} or set them to 0.");
        }

        Range(path, "imagePrompts", configuration.ImagePrompts, 0, MostPrompts);
        Range(path, "textPrompts", configuration.TextPrompts, 0, MostPrompts);
        Range(path, "textValueRank", configuration.TextValueRank, 0, HighestRank);
        Range(path, "inPlace", configuration.InPlace, 0, 1);
        Range(path, "epochs", configuration.Epochs, 1, 10_000);
        Range(path, "patience", configuration.Patience, 0, 10_000);
        Range(path, "loss.captionWeight", loss.CaptionWeight, 0, 1000);
        Range(path, "loss.personWeight", loss.PersonWeight, 0, 1000);
        if (loss.CaptionWeight + loss.PersonWeight == 0)
            throw new TrainingException($"{path}: loss.captionWeight and loss.personWeight are both 0, so nothing would be learned. Set one of them to 1.");
        Range(path, "batch.size", batch.Size, 2, 65_536);
        Range(path, "batch.sameContext", batch.SameContext, 2, 64);
        Range(path, "batch.chunk", batch.Chunk, 1, 4096);
        Range(path, "optimiser.learningRate", optimiser.LearningRate, 1e-9, 1);
        Range(path, "optimiser.promptLearningRate", optimiser.PromptLearningRate ?? optimiser.LearningRate, 1e-9, 1);
        Range(path, "optimiser.weightDecay", optimiser.WeightDecay, 0, 1);
        if (configuration.Prompts.Count is 0 or > 1000)
            throw new TrainingException($"{path}: prompts has {configuration.Prompts.Count} texts; give 1 to 1000.");
        foreach (var prompt in configuration.Prompts)
        {
            if (prompt.Split(TrainingConfiguration.Tok).Length != 2)
                throw new TrainingException($"{path}: prompts holds \"{prompt}\", which must contain {TrainingConfiguration.Tok} exactly once.");
        }
    }

    private static void Range(string path, string field, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new TrainingException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: {field} is {value}, but must be {least} to {most}."));
    }

    private static string Field(JsonException error) => error.Path is { Length: > 2 } path ? $"{path[2..]} (line {error.LineNumber + 1}): " : $"line {error.LineNumber + 1}: ";
}
