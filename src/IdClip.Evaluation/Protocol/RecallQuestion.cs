namespace IdClip.Evaluation.Protocol;

/// <summary>One question of the recall protocol: a person of a photo, asked for with one of the photo's captions.</summary>
/// <param name="Photo">The photo that must be found.</param>
/// <param name="Person">The person who is named.</param>
/// <param name="Caption">The caption, without names.</param>
public sealed record RecallQuestion(ManifestEntry Photo, string Person, string Caption)
{
    /// <summary>Every (person, caption) question of a manifest, for the people who are enrolled.</summary>
    /// <param name="manifest">The photos that may be answers.</param>
    /// <param name="enrolled">Names that can be asked for; people of the manifest who are not among them are not asked for.</param>
    public static IReadOnlyList<RecallQuestion> Of(Manifest manifest, IEnumerable<string> enrolled)
    {
        var names = enrolled.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from photo in manifest.Entries
               from person in photo.People.Distinct(StringComparer.OrdinalIgnoreCase)
               where names.Contains(person)
               from caption in photo.Captions
               select new RecallQuestion(photo, person, caption),
        ];
    }

    /// <summary>True for photos that show the same person in the same context; only the photo itself where no context is given.</summary>
    public bool IsSameScene(ManifestEntry other) =>
        other.Path == Photo.Path
        || (Photo.Context is not null && other.Context == Photo.Context
            && other.People.Contains(Person, StringComparer.OrdinalIgnoreCase));
}
