using System.CommandLine;
using System.Diagnostics;
using IdClip.Encoding.Pictures;
using IdClip.Search.Copies;
using NetVips;
using DifferenceHash = IdClip.Archive.Catalogue.DifferenceHash;

namespace IdClip.Bench.Search;

/// <summary><c>bench copies</c>: how far apart a photo and its altered copies are, and how far different photos, by the difference hash and by the image model.</summary>
internal static class CopiesCommand
{
    private static readonly PhotoDecoder Decoder = new(new(), 224);

    private static readonly int[] Most = [8, 16, 24, 28, 32, 36, 40, 48, 56];

    private static readonly (string What, Func<Image, byte[]> Make)[] Alterations =
    [
        ("JPEG of quality 30", photo => photo.JpegsaveBuffer(q: 30)),
        ("JPEG of quality 10", photo => photo.JpegsaveBuffer(q: 10)),
        ("WebP of quality 50", photo => photo.WebpsaveBuffer(q: 50)),
        ("half the size", photo => photo.Resize(.5).JpegsaveBuffer(q: 85)),
        ("a quarter of the size", photo => photo.Resize(.25).JpegsaveBuffer(q: 85)),
        ("brighter by 15 %", photo => photo.Linear([1.15], [0]).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer(q: 90)),
        ("greyscale", photo => photo.Colourspace(Enums.Interpretation.Bw).JpegsaveBuffer(q: 90)),
        ("moved by 1 %", photo => Cropped(photo, .99, 0)),
        ("moved by 2 %", photo => Cropped(photo, .98, 0)),
        ("moved by 4 %", photo => Cropped(photo, .96, 0)),
        ("middle 95 %", photo => Cropped(photo, .95, .5)),
        ("middle 90 %", photo => Cropped(photo, .9, .5)),
        ("middle 80 %", photo => Cropped(photo, .8, .5)),
        ("mirrored", photo => photo.FlipHor().JpegsaveBuffer(q: 90)),
    ];

    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Folders of photos of different moments", Arity = ArgumentArity.ZeroOrMore };
        var most = new Option<int>("--most") { Description = "Photos a folder at most", DefaultValueFactory = _ => 1000 };
        var madeUp = new Option<int>("--made-up") { Description = "Also put together this many made-up photos" };
        var command = new Command("copies", "Near-copies: difference hashes of altered copies and of different photos") { folders, most, madeUp };
        command.SetAction(parsed =>
        {
            foreach (var folder in parsed.GetValue(folders)!)
                Alter(folder, parsed.GetValue(most));
            if (parsed.GetValue(madeUp) is > 0 and var count)
                PutTogether(count);
        });
        return command;
    }

    private static void Alter(DirectoryInfo folder, int most)
    {
        var files = folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.FullName).Where(f => Path.GetExtension(f) is ".jpg" or ".jpeg" or ".png")
            .Order(StringComparer.Ordinal).Take(most).ToArray();
        var photos = files.AsParallel().AsOrdered().Select(file => HashOf(File.ReadAllBytes(file))).ToArray();
        var pairs = new List<(int Bits, int One, int Other)>();
        for (var i = 0; i < photos.Length; i++)
            for (var j = 0; j < i; j++)
                pairs.Add((Apart(photos[i], photos[j]), i, j));
        Console.WriteLine($"{folder.FullName}: {photos.Length} photos, {pairs.Count} pairs of different ones");
        Console.WriteLine($"  {"bits apart at most",-24}{string.Concat(Most.Select(m => $"{m,8}"))}");
        Console.WriteLine($"  {"different photos, pairs",-24}{string.Concat(Most.Select(m => $"{pairs.Count(p => p.Bits <= m),8}"))}");
        foreach (var (bits, one, other) in pairs.OrderBy(p => p.Bits).Take(8))
            Console.WriteLine($"    {bits}: {Path.GetFileName(files[one])} {Path.GetFileName(files[other])}");
        foreach (var (what, make) in Alterations)
        {
            var apart = files.Take(300).AsParallel().AsOrdered().Select((file, i) =>
            {
                using var photo = Image.NewFromFile(file);
                return Apart(photos[i], HashOf(make(photo)));
            }).ToArray();
            Console.WriteLine($"  {what,-24}{string.Concat(Most.Select(m => $"{100.0 * apart.Count(a => a <= m) / apart.Length,6:0} %"))}");
        }
    }

    private static void PutTogether(int count)
    {
        var random = new Random(1);
        var hashes = new DifferenceHash?[count];
        for (var photo = 0; photo < count; photo++)
        {
            var bytes = new byte[DifferenceHash.Bytes];
            random.NextBytes(bytes);
            hashes[photo] = new(bytes);
        }
        var times = new List<double>();
        for (var round = 0; round < 20; round++)
        {
            var started = Stopwatch.GetTimestamp();
            NearCopies.Represent(hashes);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        Console.WriteLine($"{count} made-up photos put together in {times.Min():0.00} ms, median {times.Order().ElementAt(times.Count / 2):0.00} ms");
    }

    private static int Apart(DifferenceHash one, DifferenceHash other) => one.Apart(other);

    private static DifferenceHash HashOf(ReadOnlyMemory<byte> file)
    {
        using var photo = Decoder.Decode(file);
        return new(global::IdClip.Encoding.Pictures.DifferenceHash.Of(photo.View));
    }

    private static byte[] Cropped(Image photo, double share, double at)
    {
        var (width, height) = ((int)(photo.Width * share), (int)(photo.Height * share));
        using var cut = photo.Crop((int)((photo.Width - width) * at), (int)((photo.Height - height) * at), width, height);
        return cut.JpegsaveBuffer(q: 90);
    }
}
