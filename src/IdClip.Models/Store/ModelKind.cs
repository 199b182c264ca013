namespace IdClip.Models.Store;

/// <summary>What a model does.</summary>
public enum ModelKind
{
    /// <summary>Text and image towers with a shared space.</summary>
    Clip,

    /// <summary>Finds faces.</summary>
    FaceDetector,

    /// <summary>Turns an aligned face into a vector.</summary>
    FaceRecogniser,

    /// <summary>The vocabulary of text towers that come without one.</summary>
    Vocabulary,
}
