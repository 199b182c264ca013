namespace IdClip.Archive.People;

/// <summary>What a photo to enrol from must be like.</summary>
public sealed record EnrolmentOptions
{
    /// <summary>Whether the photos take the place of those the person has, instead of joining them.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether photos that do not look like the others are taken all the same.</summary>
    public bool Force { get; init; }

    /// <summary>Least cosine of a photo's face to the mean of the others', -1..1; below it the photo is named as an outlier. Null for the gallery's.</summary>
    public float? LeastCosine { get; init; }

    /// <summary>Least width and height of the face in pixels.</summary>
    public float LeastFaceSide { get; init; } = 40;

    /// <summary>Least variance of the Laplacian of the aligned crop.</summary>
    public float LeastSharpness { get; init; } = 20;

    /// <summary>How many times the area of the second face the largest must have to be taken as the one meant.</summary>
    public float DominantArea { get; init; } = 1.5f;
}
