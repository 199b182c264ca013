using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Sessions;
using IdClip.Models.Onnx;
using IdClip.Models.Store;
using Microsoft.ML.OnnxRuntime;

namespace IdClip.Bench.Encoding;

/// <summary>Nothing but the three sessions on ready-made inputs: as many detector, tower and recogniser inputs as the photos have.</summary>
internal sealed class BareSessions : IDisposable
{
    private readonly InferenceSession detector, tower, recogniser;
    private readonly RunOptions runOptions = new();

    public BareSessions(ClipModel clip, EncoderOptions options)
    {
        using var settings = SessionSettings.Create(options);
        detector = new(BenchFiles.Model("yunet/yunet_s_dynamic.onnx"), settings);
        tower = new(clip.ImageGraph, settings);
        recogniser = new(BatchedModel.Read(BenchFiles.Model("sface/sface_int8w.onnx")), settings);
        TowerSide = clip.Preprocessing.Size;
    }

    private int TowerSide { get; }

    /// <summary>Runs on the calling thread what <paramref name="photos"/> need.</summary>
    public void Run(IReadOnlyList<EncodedPhoto> photos, int batch)
    {
        foreach (var shapes in photos.GroupBy(photo => DetectorShape.For(photo.Width, photo.Height).Shape))
            Repeat(detector, [1, 3, shapes.Key.Height, shapes.Key.Width], shapes.Count());
        RunBatches(tower, [3, TowerSide, TowerSide], photos.Count, batch);
        RunBatches(recogniser, [3, 112, 112], photos.Sum(photo => photo.Faces.Count), batch);
    }

    public void Dispose()
    {
        detector.Dispose();
        tower.Dispose();
        recogniser.Dispose();
        runOptions.Dispose();
    }

    private void RunBatches(InferenceSession session, long[] shape, int count, int batch)
    {
        Repeat(session, [batch, .. shape], count / batch);
        Repeat(session, [1, .. shape], count % batch);
    }

    private void Repeat(InferenceSession session, long[] shape, int times)
    {
        if (times == 0)
            return;
        var pixels = new float[shape.Aggregate(1L, (product, dimension) => product * dimension)];
        var random = new Random(1);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = random.Next(256);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, shape);
        for (var i = 0; i < times; i++)
            session.Run(runOptions, [session.InputNames[0]], [input], session.OutputNames).Dispose();
    }
}
