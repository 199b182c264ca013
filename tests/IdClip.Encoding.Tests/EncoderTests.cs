using IdClip.Models.Store;
using IdClip.Tests;
using NetVips;

namespace IdClip.Encoding.Tests;

public sealed class EncoderTests
{
    private static readonly string[] Files =
        [.. Directory.EnumerateFiles(Path.Combine(DemoArchive.Folder, "scenes"), "*.jpg").Order(StringComparer.Ordinal).Take(11)];

    [Fact]
    public void A_chunk_gives_what_its_photos_give_alone_from_files_or_bytes()
    {
        using var encoder = TestModels.OpenEncoder();
        var chunk = encoder.EncodePhotos(Files);
        for (var i = 0; i < Files.Length; i++)
        {
            AssertSame(encoder.EncodePhotos([Files[i]])[0], chunk[i]);
            AssertSame(encoder.EncodePhoto(File.ReadAllBytes(Files[i])), chunk[i]);
        }
    }

    [Fact]
    public void Every_batch_size_gives_the_same_embeddings()
    {
        using var single = TestModels.OpenEncoder(new EncoderOptions { Batch = 1 });
        using var batched = TestModels.OpenEncoder(new EncoderOptions { Batch = 5 });
        Assert.All(single.EncodePhotos(Files).Zip(batched.EncodePhotos(Files)), pair => AssertSame(pair.First, pair.Second));
    }

    [Fact]
    public async Task Threads_that_share_an_encoder_get_the_same_results()
    {
        using var encoder = TestModels.OpenEncoder();
        var expected = encoder.EncodePhotos(Files);
        var threads = Enumerable.Range(0, 4).Select(_ => Task.Run(() => encoder.EncodePhotos(Files), TestContext.Current.CancellationToken));
        foreach (var results in await Task.WhenAll(threads))
            Assert.All(expected.Zip(results), pair => AssertSame(pair.First, pair.Second));
    }

    [Fact]
    public void A_bad_file_is_a_reason_and_its_neighbours_are_encoded()
    {
        var folder = TestFolders.NewTemporary();
        try
        {
            var good = File.ReadAllBytes(Files[0]);
            string[] names = ["cut.jpg", "random.jpg", "empty.jpg", "bomb.png", "missing.jpg"];
            var random = new byte[3000];
            new Random(5).NextBytes(random);
            foreach (var (name, bytes) in names.Zip((byte[][])[good[..(good.Length / 2)], random, [], TestPictures.PngHeader(60_000, 60_000)]))
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
            using var encoder = TestModels.OpenEncoder();

            var results = encoder.EncodePhotos([Files[0], .. names.Select(name => Path.Combine(folder, name)), Files[1]]);

            Assert.Null(results[0].Failure);
            Assert.Null(results[^1].Failure);
            Assert.NotEmpty(results[0].Faces);
            Assert.All(results.Skip(1).SkipLast(1), result =>
            {
                Assert.NotEmpty(result.Failure!);
                Assert.Empty(result.Embedding);
                Assert.Empty(result.Faces);
            });
            Assert.Contains("JPEG", results[1].Failure);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Landmarks_and_boxes_are_pixels_of_the_full_upright_photo()
    {
        using var encoder = TestModels.OpenEncoder();
        var small = encoder.EncodePhotos([Files[0]])[0];
        using var image = Image.NewFromFile(Files[0]);
        using var large = image.Resize(5, kernel: Enums.Kernel.Cubic);
        using var turned = large.Rot270();
        using var tagged = turned.Mutate(copy => copy.Set(GValue.GIntType, "orientation", 6));

        var encoded = encoder.EncodePhoto(tagged.JpegsaveBuffer(q: 92));

        Assert.Equal((small.Width * 5, small.Height * 5), (encoded.Width, encoded.Height));
        Assert.Equal(small.Faces.Count, encoded.Faces.Count);
        foreach (var (face, magnified) in small.Faces.Zip(encoded.Faces))
        {
            for (var i = 0; i < 10; i++)
                Assert.InRange(magnified.Landmarks[i] / 5, face.Landmarks[i] - 2, face.Landmarks[i] + 2);
            Assert.InRange(magnified.Box.X / 5, face.Box.X - 4, face.Box.X + 4);
            Assert.True(System.Numerics.Tensors.TensorPrimitives.Dot<float>(face.Embedding, magnified.Embedding) > .9f);
        }
    }

    [Fact]
    public void A_blurred_face_is_less_sharp()
    {
        using var encoder = TestModels.OpenEncoder();
        using var image = Image.NewFromFile(Path.Combine(DemoArchive.Folder, "enrol", "baraka_tembold_1.jpg"));
        using var blurred = image.Gaussblur(6);
        var sharp = Assert.Single(encoder.EncodePhoto(image.JpegsaveBuffer()).Faces);
        var soft = Assert.Single(encoder.EncodePhoto(blurred.JpegsaveBuffer()).Faces);
        Assert.True(soft.Sharpness * 3 < sharp.Sharpness, $"{soft.Sharpness} against {sharp.Sharpness}");
    }

    [Fact]
    public void A_text_query_loads_no_face_model()
    {
        var folder = TestFolders.NewTemporary();
        try
        {
            // The files exist but could not be loaded.
            var broken = Path.Combine(folder, "broken.onnx");
            File.WriteAllText(broken, "not a model");
            using var encoder = LocalEncoder.Create(TestModels.OpenClip(), broken, broken);
            Assert.Equal(1, Math.Sqrt(encoder.EncodeText("two people on a beach").Sum(value => value * value)), 1e-4);
            var failure = Assert.Throws<ModelException>(() => encoder.EncodePhotos([Files[0]]));
            Assert.Contains("broken.onnx", failure.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertSame(EncodedPhoto expected, EncodedPhoto actual)
    {
        Assert.Equal((expected.Width, expected.Height, expected.TakenAt, expected.Failure), (actual.Width, actual.Height, actual.TakenAt, actual.Failure));
        AssertClose(expected.Embedding, actual.Embedding);
        Assert.Equal(expected.Faces.Count, actual.Faces.Count);
        foreach (var (first, second) in expected.Faces.Zip(actual.Faces))
        {
            Assert.Equal((first.Box, first.Score, first.Sharpness), (second.Box, second.Score, second.Sharpness));
            Assert.Equal(first.Landmarks, second.Landmarks);
            AssertClose(first.Embedding, second.Embedding);
        }
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        var worst = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst < 1e-5, $"largest difference {worst}");
    }

    [Fact]
    public async Task An_encoder_that_is_disposed_of_at_work_ends_calls_and_not_the_process()
    {
        for (var round = 0; round < 10; round++)
        {
            var encoder = TestModels.OpenEncoder();
            encoder.PrepareForTexts();
            using var begun = new CountdownEvent(4);
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    encoder.EncodeText("a person");
                    begun.Signal();
                    while (true)
                        encoder.EncodeText("a person on a beach with a dog");
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            begun.Wait(TestContext.Current.CancellationToken);

            encoder.Dispose();

            foreach (var caller in callers)
                await Assert.ThrowsAsync<ObjectDisposedException>(() => caller);
        }
    }
}
