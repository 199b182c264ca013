using System.Numerics;

namespace IdClip.Search.Index;

/// <summary>What a reader sees: a number of committed rows and which of them live. Never changes once published.</summary>
/// <param name="Sequence">Of the commit.</param>
/// <param name="Rows">Committed rows.</param>
/// <param name="Live">A bit a row; bits past <paramref name="Rows"/> mean nothing.</param>
/// <param name="Count">Live rows.</param>
internal sealed record IndexSnapshot(long Sequence, int Rows, ulong[] Live, int Count)
{
    public static IndexSnapshot Empty { get; } = new(-1, 0, [], 0);

    public bool IsLive(int row) => (Live[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Live rows of one block.</summary>
    public int CountIn(int block)
    {
        var count = 0;
        for (var word = block * IndexLayout.RowsPerBlock / 64; word < Live.Length && word < (block + 1) * IndexLayout.RowsPerBlock / 64; word++)
        {
            var past = word * 64 + 64 - Rows;
            count += BitOperations.PopCount(past <= 0 ? Live[word] : past >= 64 ? 0 : Live[word] << past);
        }
        return count;
    }
}
