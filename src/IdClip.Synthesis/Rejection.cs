namespace IdClip.Synthesis;

/// <summary>Why a context, a gallery photo, an identity or a synthetic photo is left out.</summary>
public enum Rejection
{
    /// <summary>Context: the captions' file names a photo that is not below the images' folder.</summary>
    MissingPhoto,

    /// <summary>Photo: the file is damaged, over the limits or not a picture.</summary>
    UnreadablePhoto,

    /// <summary>Context: it has no captions.</summary>
    NoCaptions,

    /// <summary>Context: its keypoints or captions tell of nobody.</summary>
    NoPerson,

    /// <summary>Context: its keypoints or captions tell of several people.</summary>
    SeveralPeople,

    /// <summary>Photo: the detector finds no face.</summary>
    NoFace,

    /// <summary>Photo: another face is nearly as large as the largest.</summary>
    SeveralFaces,

    /// <summary>Photo: the detector is not sure of the face.</summary>
    UnsureFace,

    /// <summary>Photo: the face has too few pixels.</summary>
    SmallFace,

    /// <summary>Photo: the face looks too far aside or is turned too far.</summary>
    TurnedFace,

    /// <summary>Photo: the face is blurred.</summary>
    BlurredFace,

    /// <summary>Photo: the same bytes are there twice.</summary>
    SamePhotoTwice,

    /// <summary>Gallery photo: its face is unlike the identity's other faces.</summary>
    Outlier,

    /// <summary>Identity: too few clear photos.</summary>
    FewPhotos,

    /// <summary>Context: no identity of its split fits its words and differs from the person in it.</summary>
    NoFittingIdentity,

    /// <summary>Synthetic photo: the swapper could not bring the faces together.</summary>
    SwapFailed,

    /// <summary>Synthetic photo: no face is found where it was put.</summary>
    FaceLost,

    /// <summary>Synthetic photo: the new face is less clear than a context's must be.</summary>
    FaceUnclear,

    /// <summary>Synthetic photo: the face is not enough like the wanted identity.</summary>
    UnlikeIdentity,

    /// <summary>Synthetic photo: the face is still too much like the original.</summary>
    LikeOriginal,
}
