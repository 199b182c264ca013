namespace IdClip.Bench.Index;

/// <summary>One system's time for one query, with how it was run.</summary>
internal sealed record Measurement(string System, int Threads, int Batch, double Milliseconds, int Queries, double Recall, int BytesPerRow);
