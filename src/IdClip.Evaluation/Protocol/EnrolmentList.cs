namespace IdClip.Evaluation.Protocol;

/// <summary>The people of an archive and their enrolment photos: <c>[{ "name", "enrolment": [files] }]</c>.</summary>
public static class EnrolmentList
{
    /// <summary>Reads a list of people.</summary>
    /// <param name="path">A JSON file of at most 256 MB; the photos are relative to its folder.</param>
    /// <exception cref="ManifestException">A field is missing or wrong, a name is there twice, or a photo does not exist below the folder.</exception>
    public static IReadOnlyList<Enrolment> Load(string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return EntryReader.ReadAll(path, entry =>
        {
            var name = entry.Text("name");
            if (!seen.Add(name))
                throw entry.Wrong("name", $"\"{name}\" is there twice");
            var files = entry.Texts("enrolment");
            return files.Count > 0
                ? new Enrolment(name, [.. files.Select((file, index) => entry.PathOf($"enrolment[{index}]", file))])
                : throw entry.Wrong("enrolment", "lists no photos");
        });
    }
}
