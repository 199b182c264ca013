using static TorchSharp.torch;

namespace IdClip.Training.Runs;

/// <summary>Chooses where towers run.</summary>
public static class TrainingDevice
{
    /// <summary>The first GPU where a libtorch for CUDA and its driver load, else the CPU.</summary>
    public static Device Choose()
    {
        LibTorchEnvironment.Prepare();
        return HasCuda() ? CUDA : CPU;
    }

    private static bool HasCuda()
    {
        try
        {
            return cuda.is_available();
        }
        catch (Exception error) when (error is NotSupportedException or DllNotFoundException or EntryPointNotFoundException)
        {
            // The libtorch that is here knows no CUDA.
            return false;
        }
    }
}
