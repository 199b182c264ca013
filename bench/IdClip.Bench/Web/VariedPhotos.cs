using IdClip.Bench.Encoding;
using NetVips;

namespace IdClip.Bench.Web;

/// <summary>Many different pictures made of the demo's: cut out, mirrored, lighter or darker, of other colours.</summary>
internal static class VariedPhotos
{
    /// <summary>Writes those of <paramref name="count"/> JPEG files that are not there yet, 1,000 a folder; the same ones each time.</summary>
    public static void Write(string folder, int count)
    {
        var scenes = Directory.GetFiles(BenchFiles.Demo("scenes"), "*.jpg").Order(StringComparer.Ordinal).ToArray();
        Parallel.For(0, count, i =>
        {
            var file = Path.Join(folder, $"{i / 1000:000}", $"{i:000000}.jpg");
            if (File.Exists(file))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var random = new Random(i);
            using var scene = Image.NewFromFile(scenes[i % scenes.Length]);
            var share = .6 + .4 * random.NextDouble();
            var (width, height) = ((int)(scene.Width * share), (int)(scene.Height * share * (.8 + .2 * random.NextDouble())));
            using var part = scene.Crop(random.Next(scene.Width - width + 1), random.Next(scene.Height - height + 1), width, height);
            using var turned = random.Next(2) == 0 ? part.Copy() : part.FlipHor();
            using var coloured = turned.Linear(Enumerable.Range(0, 3).Select(_ => .75 + .5 * random.NextDouble()).ToArray(), [0, 0, 0], uchar: true);
            coloured.WriteToFile(file + ".new.jpg", new() { { "Q", 88 } });
            File.Move(file + ".new.jpg", file);
        });
    }
}
