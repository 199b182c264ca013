using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IdClip.Search.Index;

/// <summary>Integer inner products of 4-bit codes with a query's 8-bit codes.</summary>
/// <remarks>
/// A product is at most 15 x 127 = 1905 and the byte multiply-add sums two, so eight of those (30,480) fit 16 bits:
/// no instruction here saturates, and every path gives the same integers.
/// </remarks>
internal static unsafe class CodeKernel
{
    // The processor's own prefetching stops at each page; two pages ahead brings a scan to the speed of memory (docs/index.md).
    private const int Ahead = 8192;

    /// <summary>Rows that <see cref="Gathered"/> takes at once.</summary>
    public const int Group = 16;

    /// <summary>The best path of this processor.</summary>
    public static KernelPath Best { get; } =
        Avx512BW.IsSupported ? KernelPath.Avx512 : Avx2.IsSupported ? KernelPath.Avx2 : KernelPath.Portable;

    /// <summary>Whether this processor has a path's instructions.</summary>
    public static bool Supports(KernelPath path) => path <= Best;

    /// <summary>Inner products of consecutive rows.</summary>
    /// <param name="path">A supported path.</param>
    /// <param name="codes">Rows of <paramref name="stride"/> bytes.</param>
    /// <param name="stride">A multiple of 64.</param>
    /// <param name="query">2 x stride numbers.</param>
    /// <param name="rows">A multiple of 16.</param>
    /// <param name="products">Receives one integer a row.</param>
    public static void Rows(KernelPath path, byte* codes, int stride, sbyte* query, int rows, int* products)
    {
        switch (path)
        {
            case KernelPath.Avx512:
                RowsAvx512(codes, stride, query, rows, products);
                break;
            case KernelPath.Avx2:
                for (var row = 0; row < rows; row++)
                    products[row] = RowAvx2(codes + (long)row * stride, stride, query);
                break;
            default:
                for (var row = 0; row < rows; row++)
                    products[row] = RowPortable(codes + (long)row * stride, stride, query);
                break;
        }
    }

    /// <summary>Inner products of rows that lie anywhere.</summary>
    /// <param name="path">A supported path.</param>
    /// <param name="codes">Where each row starts; has room for <see cref="Group"/>.</param>
    /// <param name="count">Rows, 1 to <see cref="Group"/>.</param>
    /// <param name="stride">A multiple of 64.</param>
    /// <param name="query">2 x stride numbers.</param>
    /// <param name="products">Receives one integer a row; has room for <see cref="Group"/>.</param>
    public static void Gathered(KernelPath path, byte** codes, int count, int stride, sbyte* query, int* products)
    {
        if (path == KernelPath.Avx512)
        {
            // The last row stands in for those that are not there.
            for (var row = count; row < Group; row++)
                codes[row] = codes[count - 1];
            GatheredAvx512(codes, stride, query, products);
            return;
        }
        for (var row = 0; row < count; row++)
            products[row] = Row(path, codes[row], stride, query);
    }

    /// <summary>Inner product of one row.</summary>
    public static int Row(KernelPath path, byte* codes, int stride, sbyte* query) => path switch
    {
        KernelPath.Avx512 => Vector512.Sum(SumsAvx512(codes, stride, query)),
        KernelPath.Avx2 => RowAvx2(codes, stride, query),
        _ => RowPortable(codes, stride, query),
    };

    private static void RowsAvx512(byte* codes, int stride, sbyte* query, int rows, int* products)
    {
        if (stride == 256)
        {
            RowsOf512Numbers(codes, query, rows, products);
            return;
        }
        for (var row = 0; row < rows; row += 16, codes += 16L * stride)
        {
            for (var at = 0; at < 16 * stride; at += 64)
                Sse.Prefetch0(codes + Ahead + at);
            // Four rows at a time are added across while they are still in registers: three shuffles a row in place of a full reduction each.
            AddFours(
                FourRows(codes, stride, query), FourRows(codes + 4L * stride, stride, query),
                FourRows(codes + 8L * stride, stride, query), FourRows(codes + 12L * stride, stride, query)).Store(products + row);
        }
    }

    private static Vector512<int> FourRows(byte* codes, int stride, sbyte* query) => AddRows(
        SumsAvx512(codes, stride, query), SumsAvx512(codes + stride, stride, query),
        SumsAvx512(codes + 2 * stride, stride, query), SumsAvx512(codes + 3 * stride, stride, query));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> SumsAvx512(byte* codes, int stride, sbyte* query)
    {
        var total = Vector512<int>.Zero;
        for (var at = 0; at < stride;)
        {
            var sums = Vector512<short>.Zero;
            for (var end = Math.Min(stride, at + 256); at < end; at += 64)
                sums += Products(codes + at, Vector512.Load(query + 2 * at), Vector512.Load(query + 2 * at + 64));
            total += Avx512BW.MultiplyAddAdjacent(sums, Vector512.Create((short)1));
        }
        return total;
    }

    // The dimension of most CLIP models: the whole query stays in registers, which halves the time of a row.
    private static void RowsOf512Numbers(byte* codes, sbyte* query, int rows, int* products)
    {
        var q0 = Vector512.Load(query);
        var q1 = Vector512.Load(query + 64);
        var q2 = Vector512.Load(query + 128);
        var q3 = Vector512.Load(query + 192);
        var q4 = Vector512.Load(query + 256);
        var q5 = Vector512.Load(query + 320);
        var q6 = Vector512.Load(query + 384);
        var q7 = Vector512.Load(query + 448);
        for (var row = 0; row < rows; row += 16, codes += 16 * 256)
            AddFours(Four(codes), Four(codes + 1024), Four(codes + 2048), Four(codes + 3072)).Store(products + row);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<int> Four(byte* at) => AddRows(One(at), One(at + 256), One(at + 512), One(at + 768));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<int> One(byte* at)
        {
            Sse.Prefetch0(at + Ahead);
            Sse.Prefetch0(at + Ahead + 64);
            Sse.Prefetch0(at + Ahead + 128);
            Sse.Prefetch0(at + Ahead + 192);
            var sums = Products(at, q0, q1) + Products(at + 64, q2, q3) + (Products(at + 128, q4, q5) + Products(at + 192, q6, q7));
            return Avx512BW.MultiplyAddAdjacent(sums, Vector512.Create((short)1));
        }
    }

    private static void GatheredAvx512(byte** codes, int stride, sbyte* query, int* products)
    {
        AddFours(Four(codes), Four(codes + 4), Four(codes + 8), Four(codes + 12)).Store(products);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<int> Four(byte** at) => AddRows(
            SumsAvx512(at[0], stride, query), SumsAvx512(at[1], stride, query), SumsAvx512(at[2], stride, query), SumsAvx512(at[3], stride, query));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Products(byte* codes, Vector512<sbyte> low, Vector512<sbyte> high)
    {
        var mask = Vector512.Create((byte)0x0F);
        var pairs = Vector512.Load(codes);
        return Avx512BW.MultiplyAddAdjacent(pairs & mask, low)
            + Avx512BW.MultiplyAddAdjacent(Vector512.ShiftRightLogical(pairs.AsUInt16(), 4).AsByte() & mask, high);
    }

    // Sums of four rows side by side in each quarter of the vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> AddRows(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d)
    {
        var ab = (Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b)).AsInt64();
        var cd = (Avx512F.UnpackLow(c, d) + Avx512F.UnpackHigh(c, d)).AsInt64();
        return Avx512F.UnpackLow(ab, cd).AsInt32() + Avx512F.UnpackHigh(ab, cd).AsInt32();
    }

    // The quarters added: 16 rows in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> AddFours(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d)
    {
        var ab = Avx512F.Shuffle4x128(a, b, 0x44) + Avx512F.Shuffle4x128(a, b, 0xEE);
        var cd = Avx512F.Shuffle4x128(c, d, 0x44) + Avx512F.Shuffle4x128(c, d, 0xEE);
        return Avx512F.Shuffle4x128(ab, cd, 0x88) + Avx512F.Shuffle4x128(ab, cd, 0xDD);
    }

    private static int RowAvx2(byte* codes, int stride, sbyte* query)
    {
        var mask = Vector256.Create((byte)0x0F);
        var ones = Vector256.Create((short)1);
        var total = Vector256<int>.Zero;
        for (var at = 0; at < stride;)
        {
            var sums = Vector256<short>.Zero;
            for (var end = Math.Min(stride, at + 128); at < end; at += 64)
                for (var half = 0; half < 64; half += 32)
                {
                    var pair = Vector256.Load(codes + at + half);
                    sums += Avx2.MultiplyAddAdjacent(pair & mask, Vector256.Load(query + 2 * at + half))
                        + Avx2.MultiplyAddAdjacent(Vector256.ShiftRightLogical(pair.AsUInt16(), 4).AsByte() & mask, Vector256.Load(query + 2 * at + 64 + half));
                }
            total += Avx2.MultiplyAddAdjacent(sums, ones);
        }
        return Vector256.Sum(total);
    }

    private static int RowPortable(byte* codes, int stride, sbyte* query)
    {
        var mask = Vector128.Create((byte)0x0F);
        var total = Vector128<int>.Zero;
        for (var at = 0; at < stride; at += 64)
        {
            var sums = Vector128<short>.Zero;
            for (var part = 0; part < 64; part += 16)
            {
                var pair = Vector128.Load(codes + at + part);
                sums += Products(pair & mask, Vector128.Load(query + 2 * at + part));
                sums += Products(Vector128.ShiftRightLogical(pair, 4), Vector128.Load(query + 2 * at + 64 + part));
            }
            var (low, high) = Vector128.Widen(sums);
            total += low + high;
        }
        return Vector128.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Products(Vector128<byte> codes, Vector128<sbyte> query)
    {
        var (codesLow, codesHigh) = Vector128.Widen(codes);
        var (queryLow, queryHigh) = Vector128.Widen(query);
        return codesLow.AsInt16() * queryLow + codesHigh.AsInt16() * queryHigh;
    }
}
