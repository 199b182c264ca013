using System.Text.Json;

namespace IdClip.Search.Evidence;

/// <summary>How much each kind of evidence counts: <c>log score = sum of weight x log probability</c>.</summary>
/// <remarks>Exponents of a product of probabilities, so a part that is certain stops counting and the others rank. Kept in <c>search.json</c> of the archive once fitted.</remarks>
/// <param name="Person">Exponent of each person's probability, 0..10.</param>
/// <param name="Context">
/// Exponent of the context's probability, 0..10. Half that of a person by default: a face that is surely not the one asked for must not be
/// outweighed by words that fit, and a face is the stronger evidence of the two.
/// </param>
/// <param name="MissedFace">Probability that a person is in a photo although no face of theirs was detected, above 0 and below 1.</param>
/// <param name="Joint">Exponent of an adapter's probability, 0..10; 0 leaves the adapter out. A quarter by default: the most of those tried at which an adapter that was never trained takes nothing from the results (docs/search.md).</param>
public sealed record FusionWeights(double Person = 1, double Context = 0.5, double MissedFace = 0.01, double Joint = 0.25)
{
    private const string FileName = "search.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The weights stored in an archive folder, or null where there are none.</summary>
    /// <exception cref="JsonException">The file is damaged or a weight is out of range; the message says what to do.</exception>
    public static FusionWeights? Load(string archiveFolder)
    {
        var path = Path.Join(archiveFolder, FileName);
        if (!File.Exists(path))
            return null;
        FusionWeights? weights;
        try
        {
            weights = JsonSerializer.Deserialize<FusionWeights>(File.ReadAllBytes(path), Options);
        }
        catch (JsonException e)
        {
            throw new JsonException($"{path} is damaged: {e.Message} Delete it to search with the default weights.", e);
        }
        return weights is { Person: >= 0 and <= 10, Context: >= 0 and <= 10, MissedFace: > 0 and < 1, Joint: >= 0 and <= 10 }
            ? weights
            : throw new JsonException($"{path} holds a weight that is out of range. Delete it to search with the default weights.");
    }

    /// <summary>Stores the weights in an archive folder, in place of older ones.</summary>
    public void Save(string archiveFolder)
    {
        var path = Path.Join(archiveFolder, FileName);
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(this, Options));
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
