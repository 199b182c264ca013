namespace IdClip.Encoding.Faces;

/// <summary>Which face recogniser a model file is.</summary>
public enum RecogniserKind
{
    /// <summary>SFace: 112 px, aligned by five landmarks, 128 numbers.</summary>
    SFace,

    /// <summary>FaceNet's InceptionResnetV1 trained on VGGFace2: 160 px, square crop of 1.2 times the box, 512 numbers. The width that the paper's translator takes.</summary>
    FaceNet512,
}
