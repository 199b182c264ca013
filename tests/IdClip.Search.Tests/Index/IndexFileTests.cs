using System.Runtime.InteropServices;
using CsCheck;
using IdClip.Search.Index;
using IdClip.Tests;

namespace IdClip.Search.Tests.Index;

/// <summary>What is in the file: all that was acknowledged, nothing else, and a clear refusal where that cannot be told.</summary>
public sealed class IndexFileTests : IDisposable
{
    private const int Dimension = 40;
    private readonly string _folder = TestFolders.NewTemporary();

    private string File1 => Path.Combine(_folder, "a.idx");

    private enum Act { Upsert, Remove, Compact, Reopen }

    [Fact]
    public void Any_sequence_of_changes_leaves_what_a_dictionary_would()
    {
        var step = Gen.Select(Gen.Enum<Act>(), Gen.Int[1, 60], Gen.Int[1, 40], Gen.Int[0, 1000]);
        step.List[1, 25].Sample(
            steps =>
            {
                var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.idx");
                var index = ExactIndex.Open(path, Dimension);
                var expected = new Dictionary<long, (long Owner, float[] Vector)>();
                foreach (var (act, firstId, count, seed) in steps)
                {
                    long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)(firstId + i * (seed % 3)))];
                    if (act == Act.Upsert)
                    {
                        var vectors = MadeVectors.Tied(seed, count, Dimension);
                        for (var i = 0; i < count; i++)
                            expected[ids[i]] = (seed, vectors[(i * Dimension)..((i + 1) * Dimension)]);
                        index.Upsert(ids, [.. ids.Select(_ => (long)seed)], vectors);
                    }
                    else if (act == Act.Remove)
                    {
                        Assert.Equal(ids.Distinct().Count(expected.ContainsKey), index.Remove(ids));
                        foreach (var id in ids)
                            expected.Remove(id);
                    }
                    else if (act == Act.Compact)
                    {
                        index.Compact();
                        Assert.Equal(expected.Count, index.Rows);
                    }
                    else
                    {
                        index.Dispose();
                        index = ExactIndex.Open(path, Dimension);
                    }
                    Assert.Equal(expected.Count, index.Count);
                    var query = MadeVectors.Gaussian(seed, 1, Dimension);
                    var rows = expected.Select(pair => (pair.Key, pair.Value.Owner, (ReadOnlyMemory<float>)pair.Value.Vector));
                    Assert.Equal(BruteForce.Search(rows, query, 20), index.Search(query, 20));
                }
                index.Dispose();
                File.Delete(path);
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_whole()
    {
        Fill(File1, 1500);
        var whole = File.ReadAllBytes(File1);
        var layout = new IndexLayout(Dimension);
        var needed = layout.FileLength(2);
        var random = new Random(1);
        long[] cuts = [0, 1, 7, 8, 47, 48, 4095, 4096, 4127, 8191, 8192, 12287, 12288, 12289, layout.FileLength(1), needed - 1, needed, .. Enumerable.Range(0, 40).Select(_ => random.NextInt64(needed))];
        foreach (var cut in cuts)
        {
            File.WriteAllBytes(File1, whole[..(int)cut]);
            if (cut >= needed)
            {
                using var index = ExactIndex.Open(File1, Dimension);
                Assert.Equal(1500, index.Count);
            }
            else
            {
                var refusal = Assert.Throws<IndexFileException>(() => ExactIndex.Open(File1, Dimension));
                Assert.Contains(File1, refusal.Message, StringComparison.Ordinal);
                Assert.Contains("rebuild", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_changed_byte_is_found_at_opening_or_at_compaction()
    {
        Fill(File1, 700);
        var whole = File.ReadAllBytes(File1);
        var layout = new IndexLayout(Dimension);
        var start = layout.BlockStart(0);
        long[] rows = [0, 350, 699];
        long[] opening = [0, 9, 13, 17, 25, 44, start, start + layout.CentreChecksumOffset,
            .. rows.SelectMany(row => (long[])[start + layout.ScaleOffset + row * 4, start + layout.BoundOffset + row * 4 + 3, start + layout.RowOffset + row * 40, start + layout.RowOffset + row * 40 + 17])];
        foreach (var at in opening)
            WithChangedByte(at, () => Assert.Throws<IndexFileException>(() => ExactIndex.Open(File1, Dimension).Dispose()));
        foreach (var at in rows.SelectMany(row => (long[])[start + layout.CoarseOffset + row * layout.CodeStride + 5, start + layout.FineOffset + row * layout.CodeStride, start + layout.VectorOffset + row * layout.VectorStride * 4 + 2]))
            WithChangedByte(at, () =>
            {
                using var index = ExactIndex.Open(File1, Dimension);
                Assert.Throws<IndexFileException>(index.Compact);
                Assert.Equal(700, index.Count);
            });

        void WithChangedByte(long at, Action check)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x10;
            File.WriteAllBytes(File1, changed);
            check();
        }
    }

    [Fact]
    public void A_torn_commit_record_falls_back_to_the_commit_before()
    {
        Fill(File1, 100);
        Fill(File1, 200);
        var whole = File.ReadAllBytes(File1);
        // Commit 2 lies in the first slot, commit 1 in the second.
        for (var kept = 0; kept < 24; kept++)
        {
            var torn = (byte[])whole.Clone();
            torn.AsSpan(4096 + kept, CommitRecord.Bytes - kept).Fill(0xAA);
            File.WriteAllBytes(File1, torn);
            using var index = ExactIndex.Open(File1, Dimension);
            Assert.Equal(100, index.Count);
            index.Upsert([150], [1], MadeVectors.Gaussian(3, 1, Dimension));
            Assert.Equal(101, index.Count);
        }
        whole.AsSpan(4096, 8192).Clear();
        File.WriteAllBytes(File1, whole);
        Assert.Contains("commit", Assert.Throws<IndexFileException>(() => ExactIndex.Open(File1, Dimension)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_another_dimension_and_other_files()
    {
        Fill(File1, 3);
        Assert.Contains("40", Assert.Throws<IndexFileException>(() => ExactIndex.Open(File1, 41)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(File1, new byte[100_000]);
        Assert.Contains("not an IdClip index", Assert.Throws<IndexFileException>(() => ExactIndex.Open(File1, Dimension)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compaction_leaves_no_byte_of_a_removed_vector()
    {
        var vectors = MadeVectors.Gaussian(5, 300, Dimension);
        using var index = ExactIndex.Open(File1, Dimension);
        index.Upsert(MadeVectors.Ids(300), MadeVectors.Ids(300), vectors);
        index.Upsert([10], [10], MadeVectors.Gaussian(6, 1, Dimension));
        index.Remove([20]);
        byte[][] gone = [.. ((int[])[9, 19]).Select(row => MemoryMarshal.AsBytes(vectors.AsSpan(row * Dimension, Dimension)).ToArray())];
        Assert.All(gone, bytes => Assert.True(Holds(bytes)));
        index.Compact();
        // Any four numbers of it in a row, not only the whole.
        Assert.All(gone, bytes => Assert.All(Enumerable.Range(0, Dimension / 4), part => Assert.False(Holds(bytes.AsSpan(part * 16, 16)))));
        Assert.True(Holds(MemoryMarshal.AsBytes(vectors.AsSpan(0, Dimension))));
        Assert.Equal(299, index.Count);
        Assert.Equal(299, index.Rows);
        Assert.Equal([File1, File1 + ".lock"], Directory.GetFiles(_folder).Order());

        bool Holds(ReadOnlySpan<byte> bytes) => File.ReadAllBytes(File1).AsSpan().IndexOf(bytes) >= 0;
    }

    [Fact]
    public void Rows_that_are_replaced_again_and_again_do_not_pile_up()
    {
        using var index = ExactIndex.Open(File1, Dimension);
        for (var round = 0; round < 12; round++)
            index.Upsert(MadeVectors.Ids(1000), MadeVectors.Ids(1000), MadeVectors.Gaussian(round, 1000, Dimension));
        Assert.Equal(1000, index.Count);
        Assert.InRange(index.Rows, 1000, 6000);
    }

    [Fact]
    public void A_second_index_on_the_file_sees_appends_and_compactions_and_may_write()
    {
        using var one = ExactIndex.Open(File1, Dimension);
        using var two = ExactIndex.Open(File1, Dimension);
        var vectors = MadeVectors.Gaussian(1, 3000, Dimension);
        one.Upsert(MadeVectors.Ids(3000), MadeVectors.Ids(3000), vectors);
        Assert.Equal(3000, two.Count);
        two.Remove([5]);
        Assert.Equal(2999, one.Count);
        one.Compact();
        Assert.Equal(2999, two.Rows);
        two.Upsert([5], [5], vectors.AsSpan(0, Dimension));
        var query = vectors[..Dimension];
        Assert.Equal(3000, one.Count);
        Assert.Equal([1L, 5L], one.Search(query, 2).Select(hit => hit.Id));
        Assert.Equal(one.Search(query, 100), two.Search(query, 100));
    }

    [Fact]
    public async Task Readers_see_whole_commits_while_a_writer_works()
    {
        using var index = ExactIndex.Open(File1, Dimension);
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var reads = 0;
            while (!ended.IsCancellationRequested || reads == 0)
            {
                var all = index.ScoreAll(MadeVectors.Gaussian(reads, 1, Dimension), 1);
                // Every commit adds or removes ten at a time and gives them one owner.
                Assert.Equal(0, all.Ids.Length % 10);
                Assert.All(all.Owners.GroupBy(owner => owner), group => Assert.Equal(10, group.Count()));
                reads++;
            }
            return reads;
        })).ToArray();
        for (var round = 0; round < 150; round++)
        {
            long[] ids = [.. Enumerable.Range(1 + round * 10, 10).Select(i => (long)i)];
            index.Upsert(ids, [.. ids.Select(_ => (long)round)], MadeVectors.Gaussian(round, 10, Dimension));
            if (round % 3 == 2)
                index.Remove([.. ids.Select(id => id - 20)]);
            if (round % 50 == 49)
                index.Compact();
        }
        await ended.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.Equal(1000, index.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Fill(string path, int upTo)
    {
        using var index = ExactIndex.Open(path, Dimension);
        var ids = MadeVectors.Ids(upTo)[(int)index.Count..];
        index.Upsert(ids, ids, MadeVectors.Gaussian(upTo, ids.Length, Dimension));
    }
}
