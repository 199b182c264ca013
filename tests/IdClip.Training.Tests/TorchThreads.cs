using Xunit.Sdk;
using Xunit.v3;

// TorchSharp's generator and its threads belong to the whole process: one test at a time keeps seeds and sums repeatable.
[assembly: Parallelization(Mode = ParallelMode.None)]
