using System.Security.Cryptography;
using IdClip.Archive.Ingest;

namespace IdClip.Archive.Tests.Given;

/// <summary>
/// Vectors that follow from a file's bytes alone. Where thousands of files are killed, copied and moved about, the question is what the
/// catalogue keeps, and files of a few bytes let it be asked thousands of times; the tests of pictures and people use the real models.
/// </summary>
internal sealed class ByteEncoder : IPhotoEncoder
{
    private readonly Lock gate = new();

    public string ImageModel { get; init; } = "bytes-image";

    public string FaceModel { get; init; } = "bytes-face";

    /// <summary>Runs before each file.</summary>
    public Action<string>? Before { get; init; }

    /// <summary>The files encoded so far.</summary>
    public List<string> Files { get; } = [];

    public IReadOnlyList<PhotoEncoding> Encode(IReadOnlyList<string> files) => [.. files.Select(Encode)];

    private PhotoEncoding Encode(string file)
    {
        Before?.Invoke(file);
        lock (gate)
            Files.Add(file);
        var bytes = File.ReadAllBytes(file);
        return bytes.AsSpan().StartsWith("corrupt"u8)
            ? new(0, 0, [], [], null, "The picture is corrupt.")
            : new(640, 480, UnitVector(bytes, 32), [FaceIn(bytes)], null, null);
    }

    public static float[] UnitVector(byte[] seed, int dimension)
    {
        var random = new Random(BitConverter.ToInt32(SHA256.HashData(seed)));
        var vector = Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var norm = MathF.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / norm)];
    }

    private static FaceEncoding FaceIn(byte[] bytes) => new(10, 20, 60, 60, new float[10], 0.9f, 100, UnitVector([.. bytes, 1], 128));
}
