using System.Numerics.Tensors;
using IdClip.Encoding;
using IdClip.Search.Calibration;

namespace IdClip.Bench.Search;

/// <summary>
/// Cosines of single faces to enrolments of 2 to 5 photos, as the product compares them. Identities are split in two halves: fitted on one,
/// judged on the other, both ways; the figures to ship are fitted on all.
/// </summary>
internal static class PersonCalibrationRun
{
    // Share of an archive's faces that one asked person has; about that of a family album's main characters.
    private const double Prior = 0.05;

    private const int Draws = 5;

    private static readonly (string Name, Func<float[][], float[], double> Similarity)[] Rules =
    [
        ("mean of enrolment", (enrolment, face) => TensorPrimitives.Dot<float>(Mean(enrolment), face)),
        ("nearest of enrolment", (enrolment, face) => enrolment.Max(e => TensorPrimitives.Dot<float>(e, face))),
        ("mean of two nearest", (enrolment, face) => enrolment.Select(e => TensorPrimitives.Dot<float>(e, face)).OrderDescending().Take(2).Average()),
    ];

    public static void Run(LocalEncoder encoder, string lfw)
    {
        var folders = Directory.GetDirectories(lfw).Order(StringComparer.Ordinal).ToArray();
        var files = folders.SelectMany((f, person) => Directory.GetFiles(f).Order(StringComparer.Ordinal).Select(path => (person, path))).ToArray();
        var encoded = RepositoryModels.Encode(encoder, [.. files.Select(f => f.path)]);
        var faces = files.Zip(encoded).Where(f => f.Second.Faces.Count > 0)
            .Select(f => (Person: f.First.person, f.Second.Faces[0].Embedding)).ToList();
        Console.WriteLine($"people: {files.Length} photos of {folders.Length} identities in LFW, {faces.Count} with a face (the largest is used)");

        foreach (var (name, similarity) in Rules)
        {
            var pairs = Pairs(faces, similarity);
            var half = (Func<int, List<Pair>>)(h => [.. pairs.Where(p => p.Enrolled % 2 == h && p.Probe % 2 == h)]);
            var judged = Enumerable.Range(0, 2).SelectMany(h => Fit(half(h)) is var fit
                ? half(1 - h).Select(p => (P: fit.Probability(p.Cosine), p.Same))
                : []).ToList();
            var all = Fit(pairs);
            Console.WriteLine(
                $"  {name,-22} {pairs.Count(p => p.Same),6} same {pairs.Count(p => !p.Same),8} different  TAR@FAR1e-3 {Tar(pairs, 1e-3):0.0000}  1e-4 {Tar(pairs, 1e-4):0.0000}  "
                + $"slope {all.Slope:0.00} intercept {all.Intercept:0.00} (p=.5 at {-all.Intercept / all.Slope:0.000})  "
                + $"held-out halves: log loss {Reliability.LogLoss(judged, Prior):0.0000} ECE {Reliability.Ece(judged, Prior):0.0000}");
            if (name.StartsWith("mean of enr", StringComparison.Ordinal))
                for (var count = 2; count <= 5; count++)
                    Console.WriteLine($"    {count} photos: TAR@FAR1e-3 {Tar([.. pairs.Where(p => p.Photos == count)], 1e-3):0.0000}, ECE of the whole fit {Reliability.Ece([.. pairs.Where(p => p.Photos == count).Select(p => (all.Probability(p.Cosine), p.Same))], Prior):0.0000}");
        }

        LogisticCalibration Fit(List<Pair> pairs) => LogisticCalibration.Fit([.. pairs.Select(p => p.Cosine)], [.. pairs.Select(p => p.Same)], Prior);
    }

    private static List<Pair> Pairs(List<(int Person, float[] Embedding)> faces, Func<float[][], float[], double> similarity)
    {
        var random = new Random(1);
        var pairs = new List<Pair>();
        foreach (var person in faces.GroupBy(f => f.Person))
            for (var photos = 2; photos <= 5 && photos < person.Count(); photos++)
                for (var draw = 0; draw < Draws; draw++)
                {
                    var own = person.Select(f => f.Embedding).ToArray();
                    random.Shuffle(own);
                    var enrolment = own[..photos];
                    pairs.AddRange(own[photos..].Select(face => new Pair(person.Key, person.Key, photos, similarity(enrolment, face), true)));
                    pairs.AddRange(faces.Where(f => f.Person != person.Key)
                        .Select(f => new Pair(person.Key, f.Person, photos, similarity(enrolment, f.Embedding), false)));
                }
        return pairs;
    }

    private static double Tar(List<Pair> pairs, double far)
    {
        var others = pairs.Where(p => !p.Same).Select(p => p.Cosine).OrderDescending().ToList();
        var threshold = others[(int)(others.Count * far)];
        return pairs.Where(p => p.Same).Average(p => p.Cosine > threshold ? 1.0 : 0);
    }

    private static float[] Mean(float[][] enrolment)
    {
        var mean = new float[enrolment[0].Length];
        foreach (var embedding in enrolment)
            TensorPrimitives.Add(mean, embedding, mean);
        TensorPrimitives.Divide(mean, TensorPrimitives.Norm<float>(mean), mean);
        return mean;
    }

    private sealed record Pair(int Enrolled, int Probe, int Photos, double Cosine, bool Same);
}
