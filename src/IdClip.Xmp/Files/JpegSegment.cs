namespace IdClip.Xmp.Files;

/// <summary>A marker segment before the picture's data.</summary>
/// <param name="Marker">Second byte of the marker.</param>
/// <param name="Start">Where its marker begins in the file.</param>
/// <param name="Payload">What follows its length.</param>
internal sealed record JpegSegment(byte Marker, long Start, byte[] Payload)
{
    /// <summary>Where the next one begins.</summary>
    public long End => Start + 4 + Payload.Length;
}
