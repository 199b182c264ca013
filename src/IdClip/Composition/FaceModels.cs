using IdClip.Archive.People;
using IdClip.Commands;

namespace IdClip.Composition;

/// <summary>The face recognisers that an archive may have, by their names in the model store.</summary>
internal static class FaceModels
{
    /// <summary>The one that comes with IdClip.</summary>
    public const string Default = LocalFaceModel.SFace;

    /// <summary>All names; the paper's translator takes FaceNet-512's faces, which the user puts into the model store.</summary>
    public static IReadOnlyList<string> Names { get; } = [LocalFaceModel.SFace, LocalFaceModel.FaceNet];

    /// <summary>The name, which must be one of them.</summary>
    /// <exception cref="InputException">There is no such recogniser.</exception>
    public static string Check(string name) =>
        Names.Contains(name) ? name : throw new InputException($"'{name}' is not a face model. Those that IdClip runs are {string.Join(" and ", Names)}.");

    /// <summary>The cosines that decide about a recogniser's faces.</summary>
    public static FaceThresholds ThresholdsOf(string name) => name == LocalFaceModel.FaceNet ? FaceThresholds.FaceNet512 : FaceThresholds.SFace;
}
