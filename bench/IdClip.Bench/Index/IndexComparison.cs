using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using IdClip.Search.Index;

namespace IdClip.Bench.Index;

/// <summary>Makes the vectors once, runs IdClip and the peers on them and prints the table.</summary>
internal sealed class IndexComparison(string kind, int rows, int dimension, int queryCount, string folder)
{
    private const int K = 10;
    private const int Part = 50_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string _name = Path.Combine(folder, $"{kind}-{rows}-{dimension}");
    private readonly BenchVectors _vectors = new(kind, dimension);

    public int Run(string? peers, string? json)
    {
        Directory.CreateDirectory(folder);
        using var index = OpenFilled();
        var queries = _vectors.Queries(queryCount);
        File.WriteAllBytes(_name + ".queries", MemoryMarshal.AsBytes<float>(queries));
        var truth = Truth(index, queries);
        File.WriteAllBytes(_name + ".truth", MemoryMarshal.AsBytes<long>(truth));

        var bandwidth = Enumerable.Range(1, Environment.ProcessorCount).Select(MemoryBandwidth.Measure).Max();
        var coarse = ((dimension + 127) / 128 * 64) + 8;
        var (single, read) = MeasureSearch(index, queries, truth, coarse);
        List<Measurement> measured = [single, MeasureBatches(index, queries, truth, coarse)];
        if (peers is not null)
            measured.AddRange(RunPeers(peers));
        Print(measured, bandwidth, read);
        if (json is not null)
            File.WriteAllText(json, JsonSerializer.Serialize(new { kind, rows, dimension, k = K, bandwidth, bytesReadPerQuery = read, measured }, Json));
        return 0;
    }

    private ExactIndex OpenFilled()
    {
        var index = ExactIndex.Open(_name + ".idx", dimension);
        using var file = File.OpenHandle(_name + ".f32", FileMode.OpenOrCreate, FileAccess.Write);
        if (index.Count == rows && RandomAccess.GetLength(file) == (long)rows * dimension * sizeof(float))
            return index;
        var started = Stopwatch.GetTimestamp();
        var ids = Enumerable.Range(0, rows).Select(i => i + 1L).ToArray();
        TimeSpan indexing = default;
        for (var at = 0; at < rows; at += Part)
        {
            var count = Math.Min(Part, rows - at);
            var vectors = new float[count * dimension];
            // Ten parts a batch: each is seeded by itself, so the data do not depend on the number of cores.
            Parallel.For(0, (count + 4999) / 5000, i => _vectors.Fill(at / 5000 + i, vectors.AsSpan(i * 5000 * dimension, Math.Min(5000, count - i * 5000) * dimension)));
            RandomAccess.Write(file, MemoryMarshal.AsBytes<float>(vectors), (long)at * dimension * sizeof(float));
            var before = Stopwatch.GetTimestamp();
            index.Upsert(ids.AsSpan(at, count), ids.AsSpan(at, count), vectors);
            indexing += Stopwatch.GetElapsedTime(before);
        }
        Console.WriteLine($"{rows} x {dimension} {kind} vectors made in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, of which indexed and synced in {indexing.TotalSeconds:0.0} s");
        return index;
    }

    // ScoreAll compares every vector in single precision: the definition that the recall of all systems is against.
    private long[] Truth(ExactIndex index, float[] queries)
    {
        var truth = new long[queryCount * K];
        const int Batch = 8;
        for (var first = 0; first < queryCount; first += Batch)
        {
            var count = Math.Min(Batch, queryCount - first);
            var all = index.ScoreAll(queries.AsSpan(first * dimension, count * dimension), count);
            for (var query = 0; query < count; query++)
            {
                var best = new PriorityQueue<long, (float, long)>();
                for (var row = 0; row < all.Ids.Length; row++)
                {
                    var score = all.Scores[row * count + query];
                    if (best.Count < K)
                        best.Enqueue(all.Ids[row], (score, -all.Ids[row]));
                    else if (best.TryPeek(out _, out var worst) && score >= worst.Item1)
                        best.EnqueueDequeue(all.Ids[row], (score, -all.Ids[row]));
                }
                for (var place = K - 1; place >= 0; place--)
                    // faiss and usearch number rows from 0.
                    truth[(first + query) * K + place] = best.Dequeue() - 1;
            }
        }
        return truth;
    }

    private (Measurement Single, double BytesRead) MeasureSearch(ExactIndex index, float[] queries, long[] truth, int coarse)
    {
        var times = new List<double>();
        var (right, refined, rescored) = (0, 0L, 0L);
        for (var round = 0; round < 3; round++)
            for (var query = 0; query < queryCount; query++)
            {
                var start = Stopwatch.GetTimestamp();
                var (hits, fine, exact) = index.SearchCounted(queries.AsSpan(query * dimension, dimension), K);
                if (round == 0)
                {
                    right += hits.Zip(truth.Skip(query * K)).Count(pair => pair.First.Id - 1 == pair.Second);
                    (refined, rescored) = (refined + fine, rescored + exact);
                }
                else
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        Console.WriteLine($"of {rows} rows {(double)refined / queryCount:0} got past the coarse codes, {(double)rescored / queryCount:0} past the fine ones (mean of {queryCount} queries)");
        var read = (double)rows * coarse + (double)refined / queryCount * (coarse + 40) + (double)rescored / queryCount * dimension * 4;
        return (new Measurement("IdClip exact", Environment.ProcessorCount, 1, Median(times), times.Count, (double)right / truth.Length, coarse), read);
    }

    private Measurement MeasureBatches(ExactIndex index, float[] queries, long[] truth, int coarse)
    {
        const int Batch = 32;
        var times = new List<double>();
        var (right, asked) = (0, 0);
        for (var round = 0; round < 3; round++)
            for (var query = 0; query + Batch <= queryCount; query += Batch)
            {
                var start = Stopwatch.GetTimestamp();
                var hits = index.SearchMany(queries.AsSpan(query * dimension, Batch * dimension), Batch, K);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / Batch);
                right += hits.SelectMany(list => list).Zip(truth.Skip(query * K)).Count(pair => pair.First.Id - 1 == pair.Second);
                asked += Batch;
            }
        return new Measurement("IdClip exact", Environment.ProcessorCount, Batch, Median(times), asked, (double)right / (asked * K), coarse);
    }

    private List<Measurement> RunPeers(string peers)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "index_peers.py");
        var start = new ProcessStartInfo("python3", [script, _name + ".f32", _name + ".queries", $"{rows}", $"{dimension}", _name + ".truth", $"{K}"]) { RedirectStandardOutput = true };
        start.Environment["PYTHONPATH"] = peers;
        // They would hold BLAS back to an older processor's code.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        using var process = Process.Start(start)!;
        var measured = new List<Measurement>();
        while (process.StandardOutput.ReadLine() is { } line)
            measured.Add(JsonSerializer.Deserialize<Measurement>(line, Json)!);
        process.WaitForExit();
        return process.ExitCode == 0 ? measured : throw new InvalidOperationException($"{script} ended with {process.ExitCode}");
    }

    private void Print(List<Measurement> measured, double bandwidth, double read)
    {
        Console.WriteLine($"memory: {bandwidth / 1e9:0.0} GB/s read by a plain sum; IdClip read {read / 1e6:0} MB a query at {read / measured[0].Milliseconds * 1e3 / 1e9:0.0} GB/s = {read / measured[0].Milliseconds * 1e3 / bandwidth:0%} of it");
        foreach (var batch in measured.GroupBy(one => one.Batch))
        {
            var own = batch.FirstOrDefault(one => one.System.StartsWith("IdClip", StringComparison.Ordinal)) ?? measured[0];
            Console.WriteLine($"\n{batch.Key} at a time; {rows} x {dimension} {kind}, k = {K}");
            Console.WriteLine($"{"x",7} {"ms/query",9} {"recall@10",9} {"threads",7} {"B/row",6}  system");
            foreach (var system in batch.GroupBy(one => one.System))
            {
                var best = system.MinBy(one => one.Milliseconds)!;
                Console.WriteLine($"{best.Milliseconds / own.Milliseconds,7:0.00} {best.Milliseconds,9:0.00} {best.Recall,9:0.000} {best.Threads,7} {best.BytesPerRow,6}  {best.System}");
            }
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
