namespace IdClip.Synthesis.Gallery;

/// <summary>What a face must agree in with the words of a caption.</summary>
internal sealed record FaceAttributes(Gender Gender, AgeGroup Age)
{
    /// <summary>What most of an identity's photos look like; a draw is unknown.</summary>
    public static FaceAttributes MostOf(IReadOnlyCollection<FaceAttributes> photos)
    {
        var men = photos.Sum(photo => photo.Gender switch { Gender.Male => 1, Gender.Female => -1, _ => 0 });
        var grown = photos.Sum(photo => photo.Age switch { AgeGroup.Adult => 1, AgeGroup.Child => -1, _ => 0 });
        return new(
            men > 0 ? Gender.Male : men < 0 ? Gender.Female : Gender.Unknown,
            grown > 0 ? AgeGroup.Adult : grown < 0 ? AgeGroup.Child : AgeGroup.Unknown);
    }

    /// <summary>True unless both state something different; unknown fits everything.</summary>
    public bool Fits(FaceAttributes other) =>
        (Gender == Gender.Unknown || other.Gender == Gender.Unknown || Gender == other.Gender)
        && (Age == AgeGroup.Unknown || other.Age == AgeGroup.Unknown || Age == other.Age);
}
