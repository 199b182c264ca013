using System.Buffers.Binary;
using System.Text;
using CsCheck;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Tests;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var path = Path.Combine(folder, "a.safetensors");
        float[] values = [1, -2.5f, float.MaxValue, 0, 3, 4];
        SafetensorsWriter.Write(
            path,
            [
                new TensorSource("bytes", TensorType.U8, [3], stream => stream.Write([1, 2, 3])),
                TensorSource.FromFloats("floats", [2, 3], values),
                new TensorSource("half", TensorType.F16, [2], stream => stream.Write([0, 0x3C, 0, 0xC0])),
                new TensorSource("brain", TensorType.BF16, [1], stream => stream.Write([0x80, 0x3F])),
                TensorSource.FromFloats("scalar", [], [7]),
                TensorSource.FromFloats("empty", [0, 4], []),
            ],
            new Dictionary<string, string> { ["by"] = "test" });

        using var file = SafetensorsFile.Open(path);

        Assert.Equal(values, file.ReadFloats("floats"));
        Assert.Equal([2, 3], file.Entry("floats").Shape);
        Assert.Equal([1f, -2f], file.ReadFloats("half"));
        Assert.Equal([1f], file.ReadFloats("brain"));
        Assert.Equal([7f], file.ReadFloats("scalar"));
        Assert.Empty(file.ReadFloats("empty"));
        Assert.Equal([1L, 2L, 3L], file.ReadIntegers("bytes"));
        Assert.Equal("test", file.Metadata["by"]);
        Assert.All(file.Tensors.Values, tensor => Assert.Equal(0, tensor.Offset % TensorEntry.SizeOf(tensor.Type)));
        Assert.Contains("no tensor 'x'", Assert.Throws<ModelException>(() => file.ReadFloats("x")).Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => file.ReadFloats("bytes"));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}""", "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", "can't be read")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", "type F64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "can't be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "can't be read")]
    [InlineData("""{"a":3}""", "can't be read")]
    [InlineData("[1]", "can't be read")]
    [InlineData("not json", "can't be read")]
    public void A_bad_header_is_refused(string header, string message)
    {
        var path = WriteRaw(Encoding.UTF8.GetBytes(header), dataBytes: 16);

        var error = Assert.Throws<ModelException>(() => SafetensorsFile.Open(path).Dispose());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL, 3)]
    [InlineData(200_000_000UL, 8)]
    [InlineData(ulong.MaxValue, 8)]
    [InlineData(50UL, 8)]
    public void A_header_that_can_not_be_there_is_refused(ulong length, int fileBytes)
    {
        var bytes = new byte[Math.Max(8, fileBytes)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        var path = Path.Combine(folder, "short.safetensors");
        File.WriteAllBytes(path, bytes[..fileBytes]);

        Assert.Contains("safetensors", Assert.Throws<ModelException>(() => SafetensorsFile.Open(path).Dispose()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.safetensors", Assert.Throws<ModelException>(() => SafetensorsFile.Open(Path.Combine(folder, "nowhere.safetensors"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Damage_gives_a_clear_error_or_stays_in_bounds()
    {
        var good = Path.Combine(folder, "good.safetensors");
        SafetensorsWriter.Write(good, [TensorSource.FromFloats("a", [4, 4], new float[16]), TensorSource.FromFloats("b", [5], new float[5])]);
        var bytes = File.ReadAllBytes(good);

        Gen.Select(Gen.Int[0, bytes.Length], Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[0, 6]).Sample(
            damage =>
            {
                var broken = bytes.ToArray();
                foreach (var (at, value) in damage.Item2)
                    broken[at] = value;
                var path = Path.Combine(folder, $"{Guid.NewGuid():n}.safetensors");
                File.WriteAllBytes(path, broken[..damage.Item1]);
                try
                {
                    using var file = SafetensorsFile.Open(path);
                    foreach (var name in file.Tensors.Keys)
                        file.ReadBytes(name);
                }
                catch (ModelException)
                {
                    // The one exception that damage may give.
                }
                finally
                {
                    File.Delete(path);
                }
            },
            iter: 2000);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string WriteRaw(byte[] header, int dataBytes)
    {
        var path = Path.Combine(folder, "raw.safetensors");
        using var stream = File.Create(path);
        stream.Write(BitConverter.GetBytes((long)header.Length));
        stream.Write(header);
        stream.Write(new byte[dataBytes]);
        return path;
    }
}
