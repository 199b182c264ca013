using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;

namespace IdClip.Encoding;

/// <summary>How a <see cref="LocalEncoder"/> works.</summary>
public sealed record EncoderOptions
{
    /// <summary>What a picture file may cost.</summary>
    public DecodeLimits Limits { get; init; } = new();

    /// <summary>Lowest confidence of a face, 0..1.</summary>
    public float FaceThreshold { get; init; } = .7f;

    /// <summary>What the recogniser file is.</summary>
    public RecogniserKind Recogniser { get; init; } = RecogniserKind.SFace;

    /// <summary>Inputs a run of the image tower and the recogniser; what remains of a chunk runs singly.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Threads inside one run. 1 is fastest when every core has a chunk of its own.</summary>
    public int ThreadsPerRun { get; init; } = 1;

    /// <summary>ONNX Runtime's name of an accelerator (such as <c>CUDA</c>), or null for the CPU.</summary>
    public string? Accelerator { get; init; }
}
