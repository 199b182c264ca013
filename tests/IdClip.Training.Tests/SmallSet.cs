using IdClip.Training.Configuration;
using IdClip.Training.Data;

namespace IdClip.Training.Tests;

/// <summary>A made-up set: four people in several scenes, with pixels and faces drawn from their names, at the size of the tiny model.</summary>
internal static class SmallSet
{
    private static readonly string[] Scenes =
        ["a dog runs through deep snow", "children play football in a park", "a man climbs a steep rock", "two people sit on a beach at night", "a bicycle race in the rain", "a band plays music on a stage"];

    private static readonly string[] People = ["Ana", "Bo", "Cy", "Di"];

    public static TrainingSet Create(int scenes = 4, float faceScale = 1) => new(
        [.. from scene in Enumerable.Range(0, scenes) from person in People select new TrainingPhoto($"{scene}/{person}.jpg", person, $"scene {scene}", [Scenes[scene], $"a photo of how {Scenes[scene]}"])],
        People.ToDictionary(person => person, person => (IReadOnlyList<float[]>)[Face(person, 1, faceScale), Face(person, 2, faceScale)]));

    /// <summary>Coarse coloured squares: half of the picture's rows follow from the scene, the others from the person.</summary>
    public static float[] Pixels(string file, CancellationToken cancellation)
    {
        const int Size = TinyModel.Size;
        var parts = file.Split('/');
        var (scene, person) = (Cells(parts[0]), Cells(parts[1]));
        var pixels = new float[3 * Size * Size];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (plane, row, column) = (i / (Size * Size), i / Size % Size / 4, i % Size / 4);
            pixels[i] = (row % 2 == 0 ? scene : person)[(plane * 64) + (row * 8) + column];
        }

        return pixels;
    }

    public static TrainingConfiguration Configuration(int imagePrompts = 0) => new()
    {
        Name = "test",
        Description = "A test.",
        Translator = new TranslatorSettings(64),
        ImagePrompts = imagePrompts,
        Optimiser = new OptimiserSettings(LearningRate: 1e-3),
        Batch = new BatchSettings(Size: 8),
        Epochs = 3,
        Seed = 5,
    };

    private static float[] Cells(string name)
    {
        var random = new Random(Number(name));
        return [.. Enumerable.Range(0, 3 * 64).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static float[] Face(string person, int photo, float scale)
    {
        var (self, noise) = (new Random(Number(person)), new Random(Number(person) + photo));
        return [.. Enumerable.Range(0, 128).Select(_ => scale * (self.NextSingle() - 0.5f + (0.2f * (noise.NextSingle() - 0.5f))))];
    }

    private static int Number(string name) => name.Aggregate(17, (number, letter) => (number * 31) + letter);
}
