namespace IdClip.Search.Index;

/// <summary>Shares a range of rows out over the processor's cores.</summary>
internal static class RowParallel
{
    /// <summary>Calls the body with disjoint ranges that cover all rows; small work stays on the calling thread.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="chunk">Rows a call.</param>
    /// <param name="state">Makes a worker's own state.</param>
    /// <param name="body">Gets the worker's state, the first row and the row past the last.</param>
    /// <returns>The states of all workers.</returns>
    public static List<T> For<T>(int count, int chunk, Func<T> state, Action<T, int, int> body)
    {
        var chunks = (count + chunk - 1) / chunk;
        var workers = Math.Min(chunks, Environment.ProcessorCount);
        if (workers <= 1)
        {
            var only = state();
            for (var from = 0; from < count; from += chunk)
                body(only, from, Math.Min(count, from + chunk));
            return [only];
        }
        var states = new List<T>(workers);
        var next = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            // Chunks are taken as workers get free: on a busy machine an even split would wait for the slower half.
            var own = state();
            for (int at; (at = Interlocked.Increment(ref next)) < chunks;)
                body(own, at * chunk, (int)Math.Min(count, (at + 1L) * chunk));
            lock (states)
                states.Add(own);
        });
        return states;
    }
}
