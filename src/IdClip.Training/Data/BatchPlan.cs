using IdClip.Models.Captions;
using IdClip.Training.Configuration;

namespace IdClip.Training.Data;

/// <summary>Puts pairs together in batches. An epoch depends on nothing but the seed and its number, so a run that was ended goes on with the batches it would have had.</summary>
internal sealed class BatchPlan(TrainingSet set, TrainingConfiguration configuration)
{
    // Any constants that mix; SplitMix64's.
    private const ulong Golden = 0x9e3779b97f4a7c15;
    private const ulong Mixer = 0xbf58476d1ce4e5b9;

    private readonly (int Photo, int Caption)[] pairs =
        [.. set.Photos.SelectMany((photo, index) => Enumerable.Range(0, photo.Captions.Count).Select(caption => (index, caption)))];

    /// <summary>Batches of an epoch. A last batch of a single pair has no negatives and is left out.</summary>
    public int BatchesPerEpoch => pairs.Length < configuration.Batch.Size ? 1 : (pairs.Length / configuration.Batch.Size) + (pairs.Length % configuration.Batch.Size > 1 ? 1 : 0);

    /// <summary>The batches of an epoch, 0 for the first.</summary>
    public IReadOnlyList<TrainingBatch> Epoch(int epoch)
    {
        var random = new Random(Seed(configuration.Seed, epoch));
        var captioned = configuration.Batch.Negatives == NegativeKind.SameContext ? ByContext(random) : Shuffled(pairs, random);
        var personOnly = configuration.Loss.PersonWeight > 0 ? ByPerson(random) : [];
        var size = configuration.Batch.Size;
        return [.. Enumerable.Range(0, BatchesPerEpoch).Select(batch => new TrainingBatch(
            [.. captioned.Skip(batch * size).Take(size).Select(pair => Sample(pair, random, withCaption: true))],
            [.. personOnly.Skip(batch * size).Take(size).Select(pair => Sample(pair, random, withCaption: false))]))];
    }

    // Runs of photos of one context, each of another person; the runs are shuffled.
    private (int Photo, int Caption)[] ByContext((int Photo, int Caption)[] shuffled, Random random)
    {
        var runs = new List<(int Photo, int Caption)[]>();
        foreach (var context in shuffled.GroupBy(pair => set.Photos[pair.Photo].Context ?? set.Photos[pair.Photo].File))
        {
            var waiting = context.GroupBy(pair => set.PersonOf[pair.Photo]).Select(person => new Queue<(int, int)>(person)).ToList();
            while (waiting.Count > 0)
            {
                runs.AddRange(waiting.Select(person => person.Dequeue()).Chunk(configuration.Batch.SameContext));
                waiting.RemoveAll(person => person.Count == 0);
            }
        }

        return [.. Shuffled(runs, random).SelectMany(run => run)];
    }

    private (int Photo, int Caption)[] ByContext(Random random) => ByContext(Shuffled(pairs, random), random);

    // All photos of a person one after another, so that a batch holds several of each (the authors' GeneralAndEntitiesPairsSampler).
    private (int Photo, int Caption)[] ByPerson(Random random) =>
        [.. Shuffled(pairs.GroupBy(pair => set.PersonOf[pair.Photo]), random).SelectMany(person => person)];

    private TrainingSample Sample((int Photo, int Caption) pair, Random random, bool withCaption)
    {
        var prompt = configuration.Prompts[random.Next(configuration.Prompts.Count)] + ".";
        var face = random.Next(set.Faces[set.PersonOf[pair.Photo]].Count);
        return new TrainingSample(pair.Photo, face, withCaption ? Text(prompt, set.Photos[pair.Photo].Captions[pair.Caption], random) : prompt);
    }

    // Nothing is drawn where nothing depends on it, so that runs without texts in place stay as they were.
    private string Text(string prompt, string caption, Random random) =>
        configuration.InPlace > 0 && random.NextDouble() < configuration.InPlace && new EntityCaption(caption) is { Keyword: not null } named
            ? named.Enrich(CaptionTemplates.InPlace[0], name: "", CaptionExpansion.Token).Trim()
            : $"{prompt} {caption}";

    private static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static int Seed(int seed, int epoch)
    {
        var mixed = ((ulong)(uint)seed << 32 | (uint)epoch) + Golden;
        mixed = (mixed ^ (mixed >> 30)) * Mixer;
        return (int)(mixed >> 33);
    }
}
