using IdClip.Models.Store;
using IdClip.Tests;

namespace IdClip.Encoding.Tests;

/// <summary>The repository's own models.</summary>
internal static class TestModels
{
    public static string Detector { get; } = Path.Combine(TestFolders.Repository, "models", "yunet", "yunet_s_dynamic.onnx");

    public static string Recogniser { get; } = Path.Combine(TestFolders.Repository, "models", "sface", "sface_int8w.onnx");

    public static ClipModel OpenClip() => ClipModel.Open(Path.Combine(TestFolders.Repository, "models", "idclip-mini"));

    public static LocalEncoder OpenEncoder(EncoderOptions? options = null) => LocalEncoder.Create(OpenClip(), Detector, Recogniser, options);
}
