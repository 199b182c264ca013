using System.CommandLine;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.RegularExpressions;
using IdClip.Encoding;
using IdClip.Search.Query;

namespace IdClip.Bench.Search;

/// <summary><c>bench phrases</c>: what should stand in the caption where the query had a name? Recall of the caption's own photo.</summary>
internal static partial class PhrasesCommand
{
    private static readonly (string Name, Func<string, string> Caption)[] Ways =
    [
        ("as shipped", predicate => HybridQuery.Parse($"@{{A}} {predicate}").Context!),
        ("removed", predicate => predicate),
        ("a photo of a person", predicate => $"a photo of a person {predicate}"),
        ("someone", predicate => $"someone {predicate}"),
    ];

    public static Command Create()
    {
        var demo = new Argument<DirectoryInfo>("demo") { Description = "The demo folder" };
        var flickr = new Argument<DirectoryInfo>("flickr8k") { Description = "Folder with captions.csv and images/" };
        var command = new Command("phrases", "Compare what stands in a caption for a name") { demo, flickr };
        command.SetAction(parsed =>
        {
            using var encoder = RepositoryModels.OpenEncoder();
            Demo(encoder, parsed.GetRequiredValue(demo).FullName);
            Flickr(encoder, parsed.GetRequiredValue(flickr).FullName);
        });
        return command;
    }

    private static void Demo(LocalEncoder encoder, string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Join(folder, "manifest.json")));
        var scenes = manifest.RootElement.EnumerateArray()
            .Where(e => e.GetProperty("context").GetString() != "portrait" && e.GetProperty("people").GetArrayLength() > 0)
            .Select(e => (
                File: e.GetProperty("file").GetString()!, Context: e.GetProperty("context").GetString()!,
                Person: e.GetProperty("people")[0].GetString(), Single: e.GetProperty("people").GetArrayLength() == 1,
                Captions: e.GetProperty("captions").EnumerateArray().Select(c => c.GetString()!).ToArray())).ToList();
        var photos = RepositoryModels.Encode(encoder, [.. scenes.Select(s => Path.Join(folder, s.File))]);
        var questions = scenes.Where(s => s.Single).SelectMany(s => s.Captions.Select(c => (s, Predicate: Predicate(c)))).Where(q => q.Predicate is not null).ToList();
        Console.WriteLine($"demo: {questions.Count} captions with the subject taken off, ranked among the person's own photos");
        foreach (var (name, caption) in Ways)
        {
            var right = questions.Count(q =>
            {
                var text = encoder.EncodeText(caption(q.Predicate!));
                var best = scenes.Select((s, i) => (s, Score: TensorPrimitives.Dot<float>(text, photos[i].Embedding)))
                    .Where(x => x.s.Person == q.s.Person && x.s.Single).MaxBy(x => x.Score);
                return best.s.File == q.s.File;
            });
            Console.WriteLine($"  {name,-22} R@1 {(double)right / questions.Count:0.000}");
        }
        var whole = scenes.Where(s => s.Single).SelectMany(s => s.Captions.Select(c => (s, c))).ToList();
        var rightWhole = whole.Count(q =>
        {
            var text = encoder.EncodeText(q.c);
            return scenes.Select((s, i) => (s, Score: TensorPrimitives.Dot<float>(text, photos[i].Embedding)))
                .Where(x => x.s.Person == q.s.Person && x.s.Single).MaxBy(x => x.Score).s.File == q.s.File;
        });
        Console.WriteLine($"  {"the whole caption",-22} R@1 {(double)rightWhole / whole.Count:0.000} of {whole.Count}");
    }

    private static void Flickr(LocalEncoder encoder, string folder)
    {
        var names = Directory.GetFiles(Path.Join(folder, "images")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        var photos = RepositoryModels.Encode(encoder, [.. names.Select(n => Path.Join(folder, "images", n))]);
        var questions = File.ReadLines(Path.Join(folder, "captions.csv")).Skip(1)
            .Select(l => (Own: names.IndexOf(l[..l.IndexOf(',')]), Caption: l[(l.IndexOf(',') + 1)..].Trim('"', ' ', '.')))
            .Where(q => q.Own >= 0).Select(q => (q.Own, q.Caption, Predicate: Predicate(q.Caption))).Where(q => q.Predicate is not null).ToList();
        Console.WriteLine($"flickr8k: {questions.Count} captions of one person with the subject taken off, ranked among {names.Count} photos");
        foreach (var (name, caption) in Ways.Append(("the whole caption", null!)))
        {
            var ranks = questions.Chunk(32).AsParallel().SelectMany(chunk =>
                chunk.Zip(encoder.EncodeTexts([.. chunk.Select(q => caption is null ? q.Caption : caption(q.Predicate!))]), (q, text) =>
                {
                    var own = TensorPrimitives.Dot<float>(text, photos[q.Own].Embedding);
                    return 1 + photos.Count(p => TensorPrimitives.Dot<float>(text, p.Embedding) > own);
                })).ToList();
            Console.WriteLine($"  {name,-22} R@1 {ranks.Average(r => r <= 1 ? 1.0 : 0):0.000} R@5 {ranks.Average(r => r <= 5 ? 1.0 : 0):0.000} R@10 {ranks.Average(r => r <= 10 ? 1.0 : 0):0.000} MRR {ranks.Average(r => 1.0 / r):0.000}");
        }
    }

    private static string? Predicate(string caption) => Subject().Match(caption) is { Success: true } match ? caption[match.Length..] : null;

    [GeneratedRegex(@"^an? (?:young |little |old |older |small )?(?:woman|man|girl|boy|person|child|lady) (?!and |with (?:a )?(?:man|woman))", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();
}
