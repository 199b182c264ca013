namespace IdClip.Synthesis.Gallery;

/// <summary>Age group, as a gallery's metadata states it or captions word it.</summary>
internal enum AgeGroup
{
    /// <summary>Not stated.</summary>
    Unknown,

    /// <summary>As captions say "child" or "boy".</summary>
    Child,

    /// <summary>As captions say "man" or "woman".</summary>
    Adult,
}
