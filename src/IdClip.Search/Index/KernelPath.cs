namespace IdClip.Search.Index;

/// <summary>Which instructions scan the codes. All give the same integers, so the same bounds.</summary>
internal enum KernelPath
{
    /// <summary>128-bit vectors of any processor.</summary>
    Portable,

    /// <summary>AVX2: byte products into 16-bit sums.</summary>
    Avx2,

    /// <summary>AVX-512BW: the same, 64 bytes at a time.</summary>
    Avx512,
}
