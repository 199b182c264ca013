using System.Diagnostics;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Encoding.Towers;
using IdClip.Models.Store;

namespace IdClip.Bench.Encoding;

/// <summary>Measures the encoder with one chunk a core against the bare sessions with the same threads, in turn.</summary>
internal static class EncodingBenchmark
{
    private const int Chunk = 16;
    private const int Passes = 2;

    public static void Run(string folder, int threads, int rounds, int batch)
    {
        var files = Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var options = new EncoderOptions { Batch = batch };
        var clip = ClipModel.Open(BenchFiles.Model("idclip-mini"));
        using var encoder = LocalEncoder.Create(clip, BenchFiles.Model("yunet/yunet_s_dynamic.onnx"), BenchFiles.Model("sface/sface_int8w.onnx"), options);
        string[][] chunks = [.. Enumerable.Repeat(files, Passes).SelectMany(all => all).Chunk(Chunk)];
        var photos = files.Chunk(Chunk).SelectMany(encoder.EncodePhotos).ToArray();
        EncodedPhoto[][] counts = [.. Enumerable.Repeat(photos, Passes).SelectMany(all => all).Chunk(Chunk)];
        InParallel(chunks, threads, chunk => encoder.EncodePhotos(chunk));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

        using var bare = new BareSessions(clip, options);
        bare.Run(counts[0], batch);
        List<double> ours = [], theirs = [], ratios = [];
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(InParallel(chunks, threads, chunk => encoder.EncodePhotos(chunk)));
            theirs.Add(InParallel(counts, threads, chunk => bare.Run(chunk, batch)));
            ratios.Add(ours[^1] / theirs[^1]);
        }

        Console.WriteLine($"{Median(ratios):p1} of the bare sessions' images/s ({Median(ours):f1} against {Median(theirs):f1}; {rounds} rounds in turn, {ratios.Min():p1} to {ratios.Max():p1})");
        Console.WriteLine($"{files.Length} photos x {Passes}, {photos.Sum(photo => photo.Faces.Count)} faces, {threads} threads, batch {batch}; {ours.Max():f1} images/s at best; peak memory of the encoder {peak} MB");
        PrintStages(files, clip, options);
    }

    private static double InParallel<T>(T[][] chunks, int threads, Action<T[]> run)
    {
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(chunks, new ParallelOptions { MaxDegreeOfParallelism = threads }, run);
        return chunks.Sum(chunk => chunk.Length) / clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void PrintStages(string[] files, ClipModel clip, EncoderOptions options)
    {
        var decoder = new PhotoDecoder(options.Limits, clip.Preprocessing.Size);
        using var detector = new FaceDetector(new OnnxModel(BenchFiles.Model("yunet/yunet_s_dynamic.onnx"), options), options);
        using var recogniser = new FaceRecogniser(BenchFiles.Model("sface/sface_int8w.onnx"), options);
        var preprocessor = new ClipPreprocessor(clip.Preprocessing);
        var pixels = new float[preprocessor.Length];
        TimeSpan decode = default, resize = default, detect = default, align = default;
        var faces = 0;
        foreach (var file in files)
        {
            var clock = Stopwatch.StartNew();
            using var photo = decoder.Decode(file);
            decode += clock.Elapsed;
            clock.Restart();
            preprocessor.Write(photo.View, pixels);
            resize += clock.Elapsed;
            clock.Restart();
            var found = detector.Detect(photo.View);
            detect += clock.Elapsed;
            clock.Restart();
            foreach (var face in found)
                recogniser.Prepare(photo.View, face, pixels);
            align += clock.Elapsed;
            faces += found.Count;
        }

        Console.WriteLine($"one thread, a photo: decode {decode.TotalMilliseconds / files.Length:f2} ms, tower's pixels {resize.TotalMilliseconds / files.Length:f2} ms, detector with its pixels {detect.TotalMilliseconds / files.Length:f2} ms; a face: crop and sharpness {align.TotalMilliseconds / Math.Max(1, faces):f2} ms");
    }
}
