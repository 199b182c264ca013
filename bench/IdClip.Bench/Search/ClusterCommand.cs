using System.CommandLine;
using System.Diagnostics;
using IdClip.Archive.People.Clusters;
using IdClip.Encoding.Faces;
using IdClip.Search.Clusters;
using IdClip.Search.Index;

namespace IdClip.Bench.Search;

/// <summary><c>bench clusters</c>: how well faces of LFW are put together by person, and how long many made-up faces take.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo?>("data") { Description = "Folder that holds lfw/", Arity = ArgumentArity.ZeroOrOne };
        var facenet = new Option<FileInfo?>("--facenet") { Description = "With this FaceNet-512 file instead of SFace" };
        var count = new Option<int>("--made-up") { Description = "Also cluster this many made-up faces of 128 numbers" };
        var command = new Command("clusters", "Clusters of faces: B-cubed and pairs on LFW, time and memory on made-up faces") { data, facenet, count };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(data) is { } folder)
                Lfw(Path.Join(folder.FullName, "lfw", "images"), parsed.GetValue(facenet)?.FullName);
            if (parsed.GetValue(count) is > 0 and var faces)
                MadeUp(faces);
        });
        return command;
    }

    private static void Lfw(string lfw, string? facenet)
    {
        using var encoder = facenet is null ? RepositoryModels.OpenEncoder() : RepositoryModels.OpenEncoder(facenet, RecogniserKind.FaceNet512);
        var files = Directory.GetDirectories(lfw).Order(StringComparer.Ordinal)
            .SelectMany((folder, person) => Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(path => (person, path))).ToArray();
        var all = files.Zip(RepositoryModels.Encode(encoder, [.. files.Select(f => f.path)])).Where(f => f.Second.Faces.Count > 0)
            .Select((f, i) => (Person: f.First.person, Face: new UnnamedFace(i + 1, i + 1, null, f.Second.Faces[0].Embedding))).ToList();
        // Half of the people keep one photo only, as most people of an archive are strangers who come once.
        var some = all.GroupBy(f => f.Person).SelectMany(p => p.Key % 4 == 3 ? p.Take(1) : p).ToList();
        foreach (var (what, set) in new[] { ("even identities", some.Where(f => f.Person % 2 == 0)), ("odd identities", some.Where(f => f.Person % 2 == 1)), ("all", some) })
        {
            var (people, faces) = (set.Select(f => f.Person).ToArray(), set.Select(f => f.Face).ToList());
            Console.WriteLine($"{what}: {faces.Count} faces of {people.Distinct().Count()} people");
            for (var least = .24f; least < .6f; least += .02f)
            {
                var clusters = Cluster(faces, least);
                var (precision, recall) = Bcubed(clusters, people);
                var (pairPrecision, pairRecall) = Pairs(clusters, people);
                Console.WriteLine(
                    $"  {least:0.00}: {clusters.Distinct().Count(),4} clusters  B-cubed P {precision:0.000} R {recall:0.000} F {2 * precision * recall / (precision + recall):0.000}  "
                    + $"pairs P {pairPrecision:0.000} R {pairRecall:0.000} F {2 * pairPrecision * pairRecall / (pairPrecision + pairRecall):0.000}");
            }
        }
    }

    private static void MadeUp(int count)
    {
        var random = new Random(1);
        var faces = new List<UnnamedFace>(count);
        while (faces.Count < count)
        {
            // Sizes like an archive's: many strangers, few people with many photos.
            var size = Math.Min(count - faces.Count, (int)Math.Ceiling(Math.Pow(random.NextDouble(), -1.0) * .9));
            var centre = Unit(random, null);
            for (var i = 0; i < Math.Min(size, 2000); i++)
                faces.Add(new(faces.Count + 1, faces.Count / 2 + 1, null, Unit(random, centre)));
        }
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var clusters = Cluster(faces, .36f);
        Console.WriteLine(
            $"{count} made-up faces: {clusters.Distinct().Count()} clusters in {watch.Elapsed.TotalSeconds:0.0} s, index made included; "
            + $"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB, allocated {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB");
    }

    private static float[] Unit(Random random, float[]? near)
    {
        var vector = new float[128];
        var norm = 0f;
        for (var i = 0; i < vector.Length; i++)
        {
            // Two with this much noise around one centre have a cosine of about .55.
            vector[i] = (float)Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * MathF.Cos(random.NextSingle() * MathF.Tau) / MathF.Sqrt(vector.Length) * (near is null ? 1 : .9f) + (near?[i] ?? 0);
            norm += vector[i] * vector[i];
        }
        for (var i = 0; i < vector.Length; i++)
            vector[i] /= MathF.Sqrt(norm);
        return vector;
    }

    private static int[] Cluster(List<UnnamedFace> faces, float least)
    {
        var folder = Directory.CreateTempSubdirectory("idclip-bench-").FullName;
        try
        {
            using var index = ExactIndex.Open(Path.Join(folder, "faces.idx"), faces[0].Embedding.Length);
            foreach (var some in faces.Chunk(4096))
                index.Upsert([.. some.Select(f => f.Id)], [.. some.Select(f => f.PhotoId)], some.SelectMany(f => f.Embedding).ToArray());
            return FaceClustering.Run(faces, FaceNeighbours.Find(index, faces, least, default), least);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Precision, double Recall) Bcubed(int[] clusters, int[] people)
    {
        var together = clusters.Zip(people).CountBy(f => f).ToDictionary();
        var inCluster = clusters.CountBy(c => c).ToDictionary();
        var ofPerson = people.CountBy(p => p).ToDictionary();
        return (
            clusters.Zip(people).Average(f => (double)together[f] / inCluster[f.First]),
            clusters.Zip(people).Average(f => (double)together[f] / ofPerson[f.Second]));
    }

    private static (double Precision, double Recall) Pairs(int[] clusters, int[] people)
    {
        static double PairsOf(IEnumerable<int> counts) => counts.Sum(n => n * (n - 1.0) / 2);
        var right = PairsOf(clusters.Zip(people).CountBy(f => f).Select(f => f.Value));
        return (right / PairsOf(clusters.CountBy(c => c).Select(c => c.Value)), right / PairsOf(people.CountBy(p => p).Select(p => p.Value)));
    }
}
