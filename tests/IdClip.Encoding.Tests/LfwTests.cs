using System.Numerics.Tensors;
using IdClip.Encoding.Faces;
using IdClip.Tests;

namespace IdClip.Encoding.Tests;

public sealed class LfwTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(RecogniserKind.SFace, 30, 3, .95)]
    [InlineData(RecogniserKind.FaceNet512, 12, 2, .85)]
    public void Faces_of_one_person_are_told_from_all_others(RecogniserKind kind, int identities, int photos, double atLeast)
    {
        var recogniser = kind == RecogniserKind.SFace ? TestModels.Recogniser : TestFolders.Shared("models/facenet_512_int8w.onnx");
        // LFW_ALL=1 measures everything; the figures in docs/encoding.md come from that.
        if (Environment.GetEnvironmentVariable("LFW_ALL") == "1")
            (identities, photos) = (int.MaxValue, int.MaxValue);
        var people = Directory.EnumerateDirectories(TestFolders.Shared("data/lfw/images")).Order(StringComparer.Ordinal).Take(identities);
        var files = people.SelectMany(folder => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Take(photos)).ToArray();
        using var encoder = LocalEncoder.Create(TestModels.OpenClip(), TestModels.Detector, recogniser, new EncoderOptions { Recogniser = kind });

        var encoded = files.Chunk(16).AsParallel().AsOrdered().WithDegreeOfParallelism(2).SelectMany(chunk => encoder.EncodePhotos(chunk)).ToArray();

        // The person of an LFW photo is the face in its centre.
        var faces = files.Zip(encoded)
            .Where(pair => pair.Second.Faces.Count > 0)
            .Select(pair => (Person: Path.GetDirectoryName(pair.First)!, pair.Second.Faces.MinBy(face => FromCentre(face.Box, pair.Second))!.Embedding))
            .ToArray();
        List<float> same = [], different = [];
        for (var i = 0; i < faces.Length; i++)
            for (var j = 0; j < i; j++)
                (faces[i].Person == faces[j].Person ? same : different).Add(TensorPrimitives.Dot<float>(faces[i].Embedding, faces[j].Embedding));
        different.Sort();
        var threshold = different[^(Math.Max(1, different.Count / 1000) + 1)];
        var accepted = (double)same.Count(cosine => cosine > threshold) / same.Count;
        output.WriteLine($"{kind}: {files.Length} photos, a face in {faces.Length}; {same.Count} same and {different.Count} different pairs; TAR {accepted:p2} at FAR 0.1 % (cosine > {threshold:f3}); mean cosine same {same.Average():f3}, different {different.Average():f3}");

        Assert.True(faces.Length >= files.Length * .99, $"{faces.Length} of {files.Length} photos have a face");
        Assert.True(accepted >= atLeast, $"TAR {accepted}");
    }

    private static float FromCentre(FaceBox box, EncodedPhoto photo)
        => MathF.Abs(box.X + ((box.Width - photo.Width) / 2)) + MathF.Abs(box.Y + ((box.Height - photo.Height) / 2));
}
