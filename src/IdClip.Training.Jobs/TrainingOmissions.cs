namespace IdClip.Training.Jobs;

/// <summary>What manifests and the list of people hold that nothing is learned from.</summary>
/// <param name="EnrolmentPhotos">Enrolment photos without a face, or that can't be read, with the reason.</param>
/// <param name="People">People of the manifests without any embedding.</param>
/// <param name="PhotosOfFaceless">Their photos.</param>
/// <param name="OtherPhotos">Photos of nobody, of several people, or without captions.</param>
public sealed record TrainingOmissions(IReadOnlyList<(string File, string Reason)> EnrolmentPhotos, int People, int PhotosOfFaceless, int OtherPhotos);
