using IdClip.Archive.People;
using IdClip.Commands;
using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Models.Store;

namespace IdClip.Composition;

/// <summary>A face recogniser of this machine.</summary>
/// <param name="Name">The name that adapters know it by: <c>sface</c> or <c>facenet-512</c>.</param>
/// <param name="File">Its ONNX file.</param>
/// <param name="Kind">How it takes faces.</param>
internal sealed record LocalFaceModel(string Name, string File, RecogniserKind Kind)
{
    public const string SFace = "sface";
    public const string FaceNet = "facenet-512";

    /// <summary>The names that an archive may have its faces by. The paper's translator takes FaceNet-512's, which the user puts into the model store.</summary>
    public static IReadOnlyList<string> Names { get; } = [SFace, FaceNet];

    /// <summary>The name, which must be one of <see cref="Names"/>.</summary>
    /// <exception cref="InputException">There is no such recogniser.</exception>
    public static string Check(string name) =>
        Names.Contains(name) ? name : throw new InputException($"'{name}' is not a face model. Those that IdClip runs are {string.Join(" and ", Names)}.");

    /// <summary>The cosines that decide about a recogniser's faces.</summary>
    public static FaceThresholds ThresholdsOf(string name) => name == FaceNet ? FaceThresholds.FaceNet512 : FaceThresholds.SFace;

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
