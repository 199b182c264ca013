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

    /// <summary>Inner product of one row.</summary>
    public static int Row(KernelPath path, byte* codes, int stride, sbyte* query) => path switch
    {
        KernelPath.Avx512 => Vector512.Sum(SumsAvx512(codes, stride, query)),
        KernelPath.Avx2 => RowAvx2(codes, stride, query),
        _ => RowPortable(codes, stride, query),
    };

    private static void RowsAvx512(byte* codes, int stride, sbyte* query, int rows, int* products)
    {
        for (var row = 0; row < rows; row += 16, codes += 16L * stride)
        {
            // Four rows at a time are added across while they are still in registers: three shuffles a row in place of a full reduction each.
            var a = FourRows(codes, stride, query);
            var b = FourRows(codes + 4L * stride, stride, query);
            var c = FourRows(codes + 8L * stride, stride, query);
            var d = FourRows(codes + 12L * stride, stride, query);
            var ab = Avx512F.Shuffle4x128(a, b, 0x44) + Avx512F.Shuffle4x128(a, b, 0xEE);
            var cd = Avx512F.Shuffle4x128(c, d, 0x44) + Avx512F.Shuffle4x128(c, d, 0xEE);
            (Avx512F.Shuffle4x128(ab, cd, 0x88) + Avx512F.Shuffle4x128(ab, cd, 0xDD)).Store(products + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> FourRows(byte* codes, int stride, sbyte* query)
    {
        var a = SumsAvx512(codes, stride, query);
        var b = SumsAvx512(codes + stride, stride, query);
        var c = SumsAvx512(codes + 2 * stride, stride, query);
        var d = SumsAvx512(codes + 3 * stride, stride, query);
        var ab = (Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b)).AsInt64();
        var cd = (Avx512F.UnpackLow(c, d) + Avx512F.UnpackHigh(c, d)).AsInt64();
        return Avx512F.UnpackLow(ab, cd).AsInt32() + Avx512F.UnpackHigh(ab, cd).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> SumsAvx512(byte* codes, int stride, sbyte* query)
    {
        var mask = Vector512.Create((byte)0x0F);
        var ones = Vector512.Create((short)1);
        var total = Vector512<int>.Zero;
        for (var at = 0; at < stride;)
        {
            var sums = Vector512<short>.Zero;
            for (var end = Math.Min(stride, at + 256); at < end; at += 64)
            {
                var pair = Vector512.Load(codes + at);
                sums += Avx512BW.MultiplyAddAdjacent(pair & mask, Vector512.Load(query + 2 * at))
                    + Avx512BW.MultiplyAddAdjacent(Vector512.ShiftRightLogical(pair.AsUInt16(), 4).AsByte() & mask, Vector512.Load(query + 2 * at + 64));
            }
            total += Avx512BW.MultiplyAddAdjacent(sums, ones);
        }
        return total;
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
