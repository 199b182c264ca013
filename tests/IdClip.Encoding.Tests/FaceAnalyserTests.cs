using System.Numerics.Tensors;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Tests;

namespace IdClip.Encoding.Tests;

public sealed class FaceAnalyserTests
{
    private static readonly string Scene = Path.Combine(TestFolders.Repository, "demo", "scenes", "mira_okafor_01.jpg");

    [Fact]
    public void Sees_in_a_picture_what_the_encoder_sees_in_its_file()
    {
        using var analyser = FaceAnalyser.Create(TestModels.Detector, TestModels.Recogniser);
        using var encoder = TestModels.OpenEncoder();

        var expected = encoder.EncodePhotos([Scene])[0];
        var picture = analyser.Decode(Scene);
        var faces = analyser.Analyse(picture);

        Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
        Assert.Equal(expected.Faces.Count, faces.Count);
        Assert.NotEmpty(faces);
        foreach (var (one, other) in expected.Faces.Zip(faces))
        {
            Assert.Equal(one.Box.X, other.Box.X, 1f);
            Assert.InRange(TensorPrimitives.Dot<float>(one.Embedding, other.Embedding), .99f, 1.001f);
        }
    }

    [Fact]
    public void Embeds_a_found_face_as_the_analysis_did()
    {
        using var analyser = FaceAnalyser.Create(TestModels.Detector, TestModels.Recogniser);
        var picture = analyser.Decode(File.ReadAllBytes(Scene));
        var face = analyser.Analyse(picture)[0];

        Assert.Equal(face.Embedding, analyser.Embed(picture, face with { Embedding = [] }));
    }

    [Fact]
    public void A_large_photo_stays_at_its_full_size_and_is_turned_upright()
    {
        using var analyser = FaceAnalyser.Create(TestModels.Detector, TestModels.Recogniser);
        using var image = NetVips.Image.NewFromFile(Scene);
        using var large = image.Resize(3000.0 / image.Width);
        using var turned = large.Rot90();
        using var marked = turned.Mutate(mutable => mutable.Set(NetVips.GValue.GIntType, "orientation", 8));

        var picture = analyser.Decode(marked.JpegsaveBuffer());

        Assert.Equal((large.Width, large.Height), (picture.Width, picture.Height));
        Assert.Single(analyser.Analyse(picture), face => face.Box.Width > 0 && face.Landmarks[1] < face.Landmarks[7]);
    }

    [Fact]
    public void Two_recognisers_judge_one_face_and_threads_give_the_same_numbers()
    {
        var judgePath = TestFolders.Shared("models/facenet_512_int8w.onnx");
        using var analyser = FaceAnalyser.Create(TestModels.Detector, TestModels.Recogniser);
        using var judge = FaceAnalyser.Create(TestModels.Detector, judgePath, new EncoderOptions { Recogniser = RecogniserKind.FaceNet512 });
        var picture = analyser.Decode(Scene);
        var face = analyser.Analyse(picture)[0];

        var alone = judge.Embed(picture, face);
        var together = new float[8][];
        Parallel.For(0, together.Length, i => together[i] = judge.Embed(picture, face));

        Assert.Equal(512, alone.Length);
        Assert.All(together, embedding => Assert.Equal(alone, embedding));
        Assert.NotEqual(analyser.FaceModel, judge.FaceModel);
    }

    [Fact]
    public void Refuses_a_picture_over_the_limits()
    {
        using var analyser = FaceAnalyser.Create(
            TestModels.Detector, TestModels.Recogniser, new EncoderOptions { Limits = new DecodeLimits { Pixels = 1000, PixelsHeldWhole = 1000 } });

        Assert.Contains("over the limit of 1000", Assert.Throws<PictureException>(() => analyser.Decode(Scene)).Message, StringComparison.Ordinal);
    }
}
