using static TorchSharp.torch;

namespace IdClip.Training.Runs;

/// <summary>How a run is carried out; nothing of it changes what is learned.</summary>
public sealed record TrainerOptions
{
    /// <summary>Where the towers run; the CPU by default.</summary>
    public Device Device { get; init; } = CPU;

    /// <summary>Steps after which a checkpoint is written, in addition to the end of every epoch. At least 1.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>Bytes of image features or tokens that are kept in memory; above it photos are read again for every batch.</summary>
    public long ImageMemory { get; init; } = Data.ImageTokens.DefaultLimit;
}
