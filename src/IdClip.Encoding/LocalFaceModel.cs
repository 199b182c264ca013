using IdClip.Encoding.Faces;
using IdClip.Models.Store;

namespace IdClip.Encoding;

/// <summary>A face recogniser of this machine.</summary>
/// <param name="Name">The name that adapters know it by: <c>sface</c> or <c>facenet-512</c>.</param>
/// <param name="File">Its ONNX file.</param>
/// <param name="Kind">How it takes faces.</param>
public sealed record LocalFaceModel(string Name, string File, RecogniserKind Kind)
{
    /// <summary>SFace, which comes with IdClip.</summary>
    public const string SFace = "sface";

    /// <summary>FaceNet with 512 numbers a face.</summary>
    public const string FaceNet = "facenet-512";

    /// <summary>The names that an archive may have its faces by. The paper's translator takes FaceNet-512's, which the user puts into the model store.</summary>
    public static IReadOnlyList<string> Names { get; } = [SFace, FaceNet];

    /// <summary>Finds a recogniser.</summary>
    /// <param name="given"><c>sface</c>, <c>facenet-512</c> or an ONNX file of one of the two.</param>
    /// <exception cref="ModelException">It is not on this machine, or no recogniser that IdClip knows.</exception>
    public static LocalFaceModel Open(string given)
    {
        if (given is SFace or FaceNet)
            return new(given, ModelStore.Default().FilePath(given), given == SFace ? RecogniserKind.SFace : RecogniserKind.FaceNet512);
        var kind = RecogniserKinds.Of(given);
        return new(kind == RecogniserKind.SFace ? SFace : FaceNet, Path.GetFullPath(given), kind);
    }

    /// <summary>An analyser that finds faces with YuNet and embeds them with this recogniser.</summary>
    public FaceAnalyser CreateAnalyser() =>
        FaceAnalyser.Create(ModelStore.Default().FilePath("yunet"), File, new() { Limits = FaceAnalyser.DefaultLimits, Recogniser = Kind });
}
