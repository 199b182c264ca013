using IdClip.Archive.People;
using IdClip.Commands;
using IdClip.Encoding.Faces;

namespace IdClip.Composition;

/// <summary>The face recognisers that an archive may have, by their names in the model store.</summary>
internal static class FaceModels
{
    /// <summary>The one that comes with IdClip.</summary>
    public const string Default = "sface";

    /// <summary>The one that the paper's translator takes; the user puts it into the model store.</summary>
    public const string FaceNet512 = "facenet-512";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, FaceNet512];

    /// <summary>How a recogniser's file is run.</summary>
    /// <exception cref="InputException">There is no such recogniser.</exception>
    public static RecogniserKind KindOf(string name) => name switch
    {
        Default => RecogniserKind.SFace,
        FaceNet512 => RecogniserKind.FaceNet512,
        _ => throw new InputException($"'{name}' is not a face model. Those that IdClip runs are {string.Join(" and ", Names)}."),
    };

    /// <summary>The cosines that decide about its faces.</summary>
    public static FaceThresholds ThresholdsOf(string name) => name == FaceNet512 ? FaceThresholds.FaceNet512 : FaceThresholds.SFace;
}
