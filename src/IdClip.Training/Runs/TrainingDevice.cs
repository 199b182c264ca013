using static TorchSharp.torch;

namespace IdClip.Training.Runs;

/// <summary>Chooses where towers run.</summary>
public static class TrainingDevice
{
    /// <summary>The first GPU where a libtorch for CUDA and its driver load, else the CPU.</summary>
    /// <exception cref="TrainingException">No libtorch loads.</exception>
    public static Device Choose()
    {
        LibTorchEnvironment.Prepare();
        try
        {
            var device = HasCuda() ? CUDA : CPU;
            // Loads it, and fails where it can't be.
            zeros(1).Dispose();
            return device;
        }
        catch (Exception error) when (error is TypeInitializationException or NotSupportedException or DllNotFoundException or BadImageFormatException)
        {
            // The library's message goes on with what it tried, for programmers.
            throw new TrainingException($"libtorch, which trains, can't be loaded on this machine: {error.GetBaseException().Message.Split('\n')[0].Trim()} See docs/training.md, libtorch.", error);
        }
    }

    private static bool HasCuda()
    {
        try
        {
            return cuda.is_available();
        }
        catch (Exception error) when (error is TypeInitializationException or NotSupportedException or DllNotFoundException or EntryPointNotFoundException)
        {
            // The libtorch that is here knows no CUDA.
            return false;
        }
    }
}
