using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Tests;
using Microsoft.ML.OnnxRuntime;

namespace IdClip.Encoding.Tests;

public sealed class AdapterEncoderTests : IDisposable
{
    private const string Sha = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly string[] Files =
        [.. Directory.EnumerateFiles(Path.Combine(DemoArchive.Folder, "scenes"), "*.jpg").Order(StringComparer.Ordinal).Take(6)];

    private readonly string folder = TestFolders.NewTemporary();
    private readonly ClipModel clip = TestModels.OpenClip();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_face_that_is_translated_to_a_word_reads_as_that_word()
    {
        // The translator's columns are the embeddings of two words, so that a one-hot face is one of them.
        string[] words = ["dog", "boat"];
        using (var weights = SafetensorsFile.Open(clip.Weights))
        {
            var table = weights.ReadFloats("token_embedding.weight");
            var ids = words.Select(word => clip.Tokenizer.Encode(word).Ids).ToArray();
            Assert.All(ids, tokens => Assert.Equal(3, tokens.Length));
            float[] columns = [.. Enumerable.Range(0, clip.TextWidth).SelectMany(row => ids.Select(tokens => table[(tokens[1] * clip.TextWidth) + row]))];
            MadeAdapter.Write(folder, clip, 2, "sface", Sha, [TensorSource.FromFloats("translator.out.weight", [clip.TextWidth, 2], columns)]);
        }

        using var plain = TestModels.OpenEncoder();
        using var encoder = AdapterEncoder.Create(clip, AdapterModel.Open(folder, clip), new EncoderOptions { Batch = 2 });

        var texts = encoder.EncodeTexts([("a [TOK] on the beach", [1, 0]), ("a [TOK] on the beach", [0, 1]), ("a [TOK] and a boat", [1, 0])]);

        AssertClose(plain.EncodeText("a dog on the beach"), texts[0]);
        AssertClose(plain.EncodeText("a boat on the beach"), texts[1]);
        AssertClose(plain.EncodeText("a dog and a boat"), texts[2]);
        AssertClose(texts[1], encoder.EncodeText("a [TOK] on the beach", [0, 1]));
        AssertClose(plain.EncodeText("a boat"), encoder.EncodeText("a boat", [1, 0]));
    }

    [Fact]
    public void Photos_go_through_the_adapters_image_tower()
    {
        var (bare, tuned) = (Path.Combine(folder, "bare"), Path.Combine(folder, "tuned"));
        MadeAdapter.Write(bare, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 0, seed: 1));
        MadeAdapter.Write(tuned, clip, 8, "sface", Sha, MadeAdapter.RandomTensors(clip, 8, 5, seed: 1));
        using var plain = TestModels.OpenEncoder();
        using var without = AdapterEncoder.Create(clip, AdapterModel.Open(bare, clip));
        using var with = AdapterEncoder.Create(clip, AdapterModel.Open(tuned, clip));

        var missing = Path.Combine(folder, "missing.jpg");
        var unchanged = without.EncodePhotos([.. Files[..3], missing, .. Files[3..]]);
        var changed = with.EncodePhotos(Files);

        var expected = plain.EncodePhotos(Files);
        Assert.Contains("not there", unchanged[3].Failure);
        Assert.Empty(unchanged[3].Embedding);
        foreach (var ((photo, same), other) in expected.Zip(unchanged.Where(result => result.Failure is null)).Zip(changed))
        {
            AssertClose(photo.Embedding, same.Embedding);
            Assert.True(photo.Embedding.Zip(other.Embedding, (a, b) => MathF.Abs(a - b)).Max() > 1e-3f, "prompt tokens changed nothing");
        }

        // The pixels as training reads them, through the graph itself.
        var reader = PhotoPixelReader.Create(clip);
        using var session = new InferenceSession(with.Adapter.ImageGraph);
        var side = clip.Preprocessing.Size;
        using var input = OrtValue.CreateTensorValueFromMemory(reader.Read(Files[1]), [1, 3, side, side]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, new Dictionary<string, OrtValue> { ["pixels"] = input }, ["features"]);
        var features = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        var norm = MathF.Sqrt(features.Sum(value => value * value));
        AssertClose(changed[1].Embedding, [.. features.Select(value => value / norm)]);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        var worst = expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max();
        Assert.True(expected.Length == actual.Length && worst < 1e-5f, $"largest difference {worst}");
    }
}
