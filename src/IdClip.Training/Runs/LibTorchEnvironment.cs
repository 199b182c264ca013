using System.Runtime.InteropServices;

namespace IdClip.Training.Runs;

/// <summary>What libtorch reads from the environment once, when it is loaded.</summary>
public static class LibTorchEnvironment
{
    private static readonly (string Name, string Value)[] Choices =
    [
        // Threads sleep instead of spin while they wait for each other; spinning triples the processor time where other programs run beside.
        ("OMP_WAIT_POLICY", "PASSIVE"),
        // Otherwise every convolution tells on standard error that one of the libraries it might use knows no such processor.
        ("TORCH_CPP_LOG_LEVEL", "ERROR"),
    ];

    /// <summary>Makes libtorch's threads wait without spinning, and keeps its warnings from standard error; a variable that is set already stays as it is. Call it before anything of TorchSharp is touched.</summary>
    public static void Prepare()
    {
        foreach (var (name, value) in Choices.Where(choice => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(choice.Name))))
        {
            // On Unix .NET keeps a copy of the environment of its own, which native code does not see.
            if (OperatingSystem.IsWindows())
                Environment.SetEnvironmentVariable(name, value);
            else
                _ = SetEnvironment(name, value, 1);
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
