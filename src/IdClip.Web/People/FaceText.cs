using System.Globalization;
using IdClip.Archive.People.Labels;

namespace IdClip.Web.People;

/// <summary>Faces and numbers of them in words.</summary>
internal static class FaceText
{
    /// <summary>Where a face is, for people who do not see it.</summary>
    public static string Describe(LabelledFace face) =>
        $"Face {face.Photo.Faces.ToList().FindIndex(f => f.Id == face.Face.Id) + 1} of {Path.GetFileName(face.Photo.Path)}"
        + (face.Photo.TakenAt is { } taken ? string.Create(CultureInfo.InvariantCulture, $", {taken:yyyy-MM-dd}") : "");

    /// <summary>For example <c>1 face</c>, <c>3 faces</c>.</summary>
    public static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
