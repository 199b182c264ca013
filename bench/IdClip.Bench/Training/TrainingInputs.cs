using System.Text.Json;
using IdClip.Bench.Encoding;
using IdClip.Encoding;
using IdClip.Models.Store;
using IdClip.Training.Configuration;
using IdClip.Training.Data;

namespace IdClip.Bench.Training;

/// <summary>The demo's photos of one person each, with their captions, and seeded faces: speed does not depend on whose they are.</summary>
internal sealed class TrainingInputs
{
    public const int FaceWidth = 512;
    private const int FacesPerPerson = 3;

    private TrainingInputs(ClipModel clip, TrainingSet set, Dictionary<string, float[]> pixels) => (Clip, Set, Pixels) = (clip, set, pixels);

    public ClipModel Clip { get; }

    public TrainingSet Set { get; }

    public Dictionary<string, float[]> Pixels { get; }

    public static TrainingInputs Load()
    {
        var clip = ModelStore.Default().OpenClip();
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(BenchFiles.Demo("manifest.json")));
        TrainingPhoto[] photos =
        [
            .. manifest.RootElement.EnumerateArray().Where(entry => entry.GetProperty("people").GetArrayLength() == 1).Select(entry => new TrainingPhoto(
                BenchFiles.Demo(entry.GetProperty("file").GetString()!),
                entry.GetProperty("people")[0].GetString()!,
                entry.GetProperty("context").GetString(),
                [.. entry.GetProperty("captions").EnumerateArray().Select(caption => caption.GetString()!)])),
        ];
        var random = new Random(1);
        var faces = photos.Select(photo => photo.Person).Distinct().ToDictionary(
            person => person, _ => (IReadOnlyList<float[]>)[.. Enumerable.Range(0, FacesPerPerson).Select(_ => Face(random))]);
        var reader = PhotoPixelReader.Create(clip);
        return new(clip, new TrainingSet(photos, faces), photos.AsParallel().ToDictionary(photo => photo.File, photo => reader.Read(photo.File)));
    }

    /// <summary>All pairs in a shuffled order, in whole batches: the number of the photo, a face and a text.</summary>
    public (int Photo, float[] Face, string Text)[][] Batches(TrainingConfiguration configuration)
    {
        var random = new Random(2);
        (int Photo, string Caption)[] pairs = [.. Set.Photos.Index().SelectMany(photo => photo.Item.Captions.Select(caption => (photo.Index, caption)))];
        random.Shuffle(pairs);
        return
        [
            .. pairs.Select(pair => (pair.Photo, Set.MeanFace(Set.Photos[pair.Photo].Person), $"{configuration.Prompts[random.Next(configuration.Prompts.Count)]}. {pair.Caption}"))
                .Chunk(configuration.Batch.Size).Where(batch => batch.Length == configuration.Batch.Size),
        ];
    }

    private static float[] Face(Random random)
    {
        float[] face = [.. Enumerable.Range(0, FaceWidth).Select(_ => (random.NextSingle() * 2) - 1)];
        var length = MathF.Sqrt(face.Sum(value => value * value));
        return [.. face.Select(value => value / length)];
    }
}
