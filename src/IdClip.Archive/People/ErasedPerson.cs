namespace IdClip.Archive.People;

/// <summary>What was deleted from the catalogue, held in memory for the search that follows.</summary>
internal sealed record ErasedPerson(string Name, int EnrolmentPhotos, IReadOnlyList<long> FaceIds, IReadOnlyList<byte[]> Vectors);
