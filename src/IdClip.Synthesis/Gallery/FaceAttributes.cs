namespace IdClip.Synthesis.Gallery;

/// <summary>What a face must agree in with the words of a caption.</summary>
internal sealed record FaceAttributes(Gender Gender, AgeGroup Age)
{
    /// <summary>True unless both state something different; unknown fits everything.</summary>
    public bool Fits(FaceAttributes other) =>
        (Gender == Gender.Unknown || other.Gender == Gender.Unknown || Gender == other.Gender)
        && (Age == AgeGroup.Unknown || other.Age == AgeGroup.Unknown || Age == other.Age);
}
