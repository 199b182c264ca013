namespace IdClip.Archive.People;

/// <summary>What was erased, and the proof.</summary>
/// <param name="Name">The name as it was enrolled.</param>
/// <param name="EnrolmentPhotos">Enrolments erased.</param>
/// <param name="Faces">Faces in photos whose vectors were erased; their boxes stay, without an identity.</param>
/// <param name="FilesScanned">Files of the archive that were read afterwards: the catalogue with its log, and the indexes; a table of a PostgreSQL catalogue counts as one.</param>
/// <param name="BytesScanned">Their size.</param>
/// <param name="Remnants">Files in which the name or a piece of a vector still stands, or which could not be read; empty where the deletion is proven.</param>
/// <param name="PathsWithName">
/// Paths of photos that hold the name, the first 10. They are where your own files are, so they stay; rename the folders and index again.
/// </param>
public sealed record ForgetReport(
    string Name, int EnrolmentPhotos, int Faces, int FilesScanned, long BytesScanned, IReadOnlyList<string> Remnants, IReadOnlyList<string> PathsWithName)
{
    /// <summary>Whether the scan found nothing.</summary>
    public bool IsProven => Remnants.Count == 0;

    /// <summary>Where bytes may still be that the scan can't see, in a sentence for people; null where the archive is a folder and it sees all.</summary>
    public string? BeyondScan { get; init; }

    /// <summary>The report with one more place that the scan can't see; the same where there is none.</summary>
    public ForgetReport Also(string? beyond) => beyond is null ? this : this with { BeyondScan = BeyondScan is null ? beyond : $"{BeyondScan} {beyond}" };
}
