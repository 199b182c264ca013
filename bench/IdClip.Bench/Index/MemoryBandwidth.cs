using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IdClip.Bench.Index;

/// <summary>What the machine's memory gives to a plain sum over a buffer far larger than its caches.</summary>
internal static unsafe class MemoryBandwidth
{
    private const long Bytes = 1L << 30;

    /// <returns>Bytes a second, the best of some runs.</returns>
    public static double Measure(int threads)
    {
        var buffer = (byte*)NativeMemory.AlignedAlloc((nuint)Bytes, 4096);
        try
        {
            for (var at = 0L; at < Bytes; at += 1 << 30)
                new Span<byte>(buffer + at, 1 << 30).Fill(1);
            var best = 0.0;
            for (var run = 0; run < 8; run++)
            {
                var start = Stopwatch.GetTimestamp();
                // The index hands out its rows the same way.
                var next = -1L;
                const long Chunk = 4 << 20;
                Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
                {
                    for (long at; (at = Interlocked.Increment(ref next) * Chunk) < Bytes;)
                        Sum(buffer + at, Chunk);
                });
                best = Math.Max(best, Bytes / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            return best;
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
        }
    }

    private static long Sum(byte* bytes, long count)
    {
        Vector512<long> a = default, b = default, c = default, d = default;
        for (var end = bytes + count; bytes < end; bytes += 256)
        {
            a += Vector512.Load((long*)bytes);
            b += Vector512.Load((long*)(bytes + 64));
            c += Vector512.Load((long*)(bytes + 128));
            d += Vector512.Load((long*)(bytes + 192));
        }
        return Vector512.Sum(a + b + c + d);
    }
}
