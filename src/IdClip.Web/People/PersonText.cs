using IdClip.Archive.People;

namespace IdClip.Web.People;

/// <summary>People in words.</summary>
internal static class PersonText
{
    /// <summary>What a person is recognised by.</summary>
    public static string Examples(EnrolledPerson person) => (person.EnrolmentPhotos, person.NamedFaces) switch
    {
        (0, 0) => "no face at hand",
        (var photos, 0) => $"{FaceText.Count(photos, "photo")} enrolled",
        (0, var faces) => $"{FaceText.Count(faces, "face")} named",
        var (photos, faces) => $"{FaceText.Count(photos, "photo")} enrolled, {FaceText.Count(faces, "face")} named",
    };
}
