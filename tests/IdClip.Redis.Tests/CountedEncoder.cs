using IdClip.Encoding;
using IdClip.Models.Store;
using IdClip.Tests;

namespace IdClip.Redis.Tests;

/// <summary>The repository's own text tower, which counts what it is asked.</summary>
internal sealed class CountedEncoder
{
    private static readonly Lazy<LocalEncoder> Models = new(() => LocalEncoder.Create(
        ClipModel.Open(Model("idclip-mini")), Model("yunet/yunet_s_dynamic.onnx"), Model("sface/sface_int8w.onnx")));

    private int _calls;

    public int Calls => _calls;

    public static string Identity => Models.Value.ImageModel;

    public float[] Encode(string text)
    {
        Interlocked.Increment(ref _calls);
        return Models.Value.EncodeText(text);
    }

    private static string Model(string relative) => Path.Join(TestFolders.Repository, "models", relative);
}
