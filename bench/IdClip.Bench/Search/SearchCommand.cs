using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Search;
using IdClip.Search.Calibration;

namespace IdClip.Bench.Search;

/// <summary><c>bench search</c>: the whole of a search, from the query's text to described answers, over a made-up archive.</summary>
internal static class SearchCommand
{
    private static readonly string[] Queries =
    [
        "a sunny beach",
        "@{Person 0}",
        "@{Person 0} on a beach",
        "@{Person 0}, @{Person 1}, @{Person 2}, @{Person 3} and @{Person 4} at a table",
        "only @{Person 0} or @{Person 1} at a table -@{Person 2}",
    ];

    public static Command Create()
    {
        var photos = new Option<int>("--photos") { DefaultValueFactory = _ => 100_000, Description = "Photos; one and a half times as many faces" };
        var width = new Option<int>("--width") { DefaultValueFactory = _ => 512, Description = "Numbers a photo embedding" };
        var folder = new Option<DirectoryInfo>("--folder") { Required = true, Description = "Where the made-up archive is kept for the next run" };
        var candidates = new Option<bool>("--candidates") { Description = "Compare answers by candidates with those by all scores, and time nothing" };
        var command = new Command("search", "Time searches over a made-up archive with 5 people enrolled") { photos, width, folder, candidates };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(photos), parsed.GetRequiredValue(width), parsed.GetValue(candidates), ct));
        return command;
    }

    private static async Task RunAsync(string folder, int photos, int width, bool candidates, CancellationToken ct)
    {
        var encoder = new MadeUpEncoder(width);
        var files = Path.Join(folder, "files");
        if (!Directory.Exists(files))
            for (var i = 0; i < photos; i++)
            {
                var part = Directory.CreateDirectory(Path.Join(files, $"{i / 1000:000}")).FullName;
                await File.WriteAllTextAsync(Path.Join(part, $"{i:000000}.jpg"), $"{i}", ct);
            }

        await using var catalogue = await Catalogue.OpenAsync(Path.Join(folder, "archive"), ct);
        var report = await new PhotoIngest(catalogue, encoder).RunAsync([files], null, ct);
        Console.WriteLine($"ingest: {report.Encoded} encoded, {report.Unchanged} unchanged in {report.Elapsed.TotalSeconds:0.0} s");
        var gallery = new Gallery(catalogue);
        for (var person = 0; (await gallery.PeopleAsync(ct)).Count < 5; person++)
        {
            var enrolment = Enumerable.Range(0, 3).Select(i => Path.Join(folder, $"enrol-{person}-{i}.jpg")).ToList();
            foreach (var file in enrolment)
                await File.WriteAllTextAsync(file, Path.GetFileName(file), ct);
            await gallery.EnrolAsync($"Person {person}", enrolment, encoder, ct);
        }

        var started = Stopwatch.GetTimestamp();
        using var indexes = await SearchIndexes.OpenAsync(catalogue, ct);
        Console.WriteLine($"indexes: {indexes.Photos!.Count} photos x {width}, {indexes.Faces!.Count} faces x 128, opened in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");

        if (candidates)
        {
            await CandidateRecall.RunAsync(new(catalogue, gallery, indexes, encoder), options => new(catalogue, gallery, indexes, encoder, candidates: options), Queries, ct);
            return;
        }
        await TimeAsync(new Searcher(catalogue, gallery, indexes, encoder), ct);
        await ActivateAsync(catalogue, encoder, ct);
        await indexes.CatchUpAsync(ct);
        Console.WriteLine("with an adapter that changes images:");
        await TimeAsync(new Searcher(catalogue, gallery, indexes, encoder, adapters: encoder), ct);
        await new AdapterAlias(catalogue).ClearAsync(ct);
    }

    private static async Task ActivateAsync(Catalogue catalogue, MadeUpEncoder encoder, CancellationToken ct)
    {
        var adapter = new ArchiveAdapter("made-up", encoder.Adapter, ChangesImages: true);
        await new AdapterPhotos(catalogue, encoder).RunAsync(wanted: adapter, ct: ct);
        await new AdapterAlias(catalogue).FlipAsync(adapter, ct);
    }

    private static async Task TimeAsync(Searcher searcher, CancellationToken ct)
    {
        foreach (var query in Queries)
        {
            for (var warm = 0; warm < 30; warm++)
                await searcher.SearchAsync(query, 10, ct);
            var times = new List<double>();
            var cpu = Environment.CpuUsage.TotalTime;
            for (var run = 0; run < 100; run++)
                times.Add((await searcher.SearchAsync(query, 10, ct)).Elapsed.TotalMilliseconds);
            cpu = (Environment.CpuUsage.TotalTime - cpu) / times.Count;
            times.Sort();
            Console.WriteLine($"{times[0],7:0.0} ms best {times[50],7:0.0} ms median {times[95],7:0.0} ms p95 {cpu.TotalMilliseconds,7:0.0} ms of all cores   {query}");
        }
    }

    /// <summary>Vectors that follow from a file's text: the cost of a search does not depend on what they mean.</summary>
    private sealed class MadeUpEncoder(int width) : IPhotoEncoder, IQueryEncoder, IAdapterPhotoEncoder, IJointEncoders, IJointQueryEncoder
    {
        public string ImageModel => $"madeup{width}";

        public string FaceModel => "madeupfaces";

        public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) => [.. files.Select(Encode)];

        public string Adapter { get; } = new('a', 64);

        public string Prompt => "a photo of [TOK]";

        public ContextCalibration? Calibration => null;

        public float[] EncodeText(string text) => Unit(new Random(text.Length), width);

        public IReadOnlyList<float[]> EncodeText(string text, IReadOnlyList<float[]> faces) => [.. faces.Select(_ => EncodeText(text))];

        public bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem)
        {
            (encoder, problem) = (this, null);
            return true;
        }

        IReadOnlyList<(float[] Embedding, string? Failure)> IAdapterPhotoEncoder.Encode(IReadOnlyList<string> files) => [.. files.Select(file => (Encode(file).Embedding, (string?)null))];

        private PhotoEncoding Encode(string file)
        {
            var text = File.ReadAllText(file);
            var enrolled = text.StartsWith("enrol", StringComparison.Ordinal);
            var random = new Random(enrolled ? text[6] : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
            var faces = Enumerable.Range(0, enrolled ? 1 : random.Next(4))
                .Select(i => new FaceEncoding(100 * i, 10, 90 - i, 90, new float[10], .9f, 200, Unit(random, 128))).ToList();
            return new(640, 480, Unit(random, width), faces, null, null);
        }

        private static float[] Unit(Random random, int width)
        {
            var vector = Enumerable.Range(0, width).Select(_ => random.NextSingle() - .5f).ToArray();
            var norm = MathF.Sqrt(vector.Sum(v => v * v));
            return [.. vector.Select(v => v / norm)];
        }
    }
}
