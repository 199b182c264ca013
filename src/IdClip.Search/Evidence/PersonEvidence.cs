using IdClip.Archive.Catalogue;

namespace IdClip.Search.Evidence;

/// <summary>How sure it is that a named person is in a photo.</summary>
/// <param name="Name">The name as enrolled (for <c>or</c> the likelier of the names), or <c>unknown</c> for <c>@unknown</c>, whose cosine is 0.</param>
/// <param name="Probability">Calibrated probability that <paramref name="Face"/> is the person, 0..1; the chance of an undetected face where there is none.</param>
/// <param name="Cosine">Cosine of the face to the enrolment, -1..1; 0 without a face.</param>
/// <param name="Face">The face that was given to this name, or null.</param>
/// <param name="FaceNumber">Place of the face among the photo's faces, 1 for the largest; 0 without a face.</param>
/// <param name="IsNamed">Whether a person has said that the face is this one; the probability is 1 then.</param>
public sealed record PersonEvidence(string Name, double Probability, float Cosine, FaceDetails? Face, int FaceNumber, bool IsNamed = false);
