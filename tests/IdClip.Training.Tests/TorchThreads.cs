using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

// TorchSharp's generator and its threads belong to the whole process: one test at a time keeps seeds and sums repeatable.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace IdClip.Training.Tests;

internal static class TorchThreads
{
    /// <summary>One thread: libtorch's threads spin while they wait, which takes several times as long where other test projects run beside.</summary>
    [ModuleInitializer]
    public static void Choose() => TorchSharp.torch.set_num_threads(1);
}
