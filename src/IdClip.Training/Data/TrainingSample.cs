namespace IdClip.Training.Data;

/// <summary>One pair of a batch.</summary>
/// <param name="Photo">Number of the photo.</param>
/// <param name="Face">Number of the embedding among its person's, or <see cref="MeanFace"/>.</param>
/// <param name="Text">The text, with <c>[TOK]</c> in place of the person.</param>
internal readonly record struct TrainingSample(int Photo, int Face, string Text)
{
    /// <summary>Stands for the normalised mean of a person's embeddings.</summary>
    public const int MeanFace = -1;
}
