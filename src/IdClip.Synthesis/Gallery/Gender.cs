namespace IdClip.Synthesis.Gallery;

/// <summary>Gender presentation, as a gallery's metadata states it or captions word it.</summary>
internal enum Gender
{
    /// <summary>Not stated.</summary>
    Unknown,

    /// <summary>As captions say "woman" or "girl".</summary>
    Female,

    /// <summary>As captions say "man" or "boy".</summary>
    Male,
}
