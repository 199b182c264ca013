using System.Buffers.Binary;

namespace IdClip.Search.Index;

/// <summary>What makes written rows count: their number under a growing sequence, with a checksum. The newest whole one of two slots holds.</summary>
/// <param name="Sequence">Grows by one a commit; slot = sequence mod 2.</param>
/// <param name="Rows">Rows written, live or not.</param>
/// <param name="Superseded">The file has been replaced by a compacted one of the same name.</param>
internal readonly record struct CommitRecord(long Sequence, long Rows, bool Superseded)
{
    public const int Bytes = 32;

    public long SlotOffset => IndexLayout.FirstSlot + Sequence % 2 * IndexLayout.Page;

    public void Write(Span<byte> slot)
    {
        slot[..Bytes].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(slot, Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], Rows);
        slot[16] = Superseded ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(slot[24..], Checksum.Of(slot[..24]));
    }

    /// <summary>The newest whole record of the two pages after the header; null where both are torn.</summary>
    public static CommitRecord? Newest(ReadOnlySpan<byte> slots)
    {
        CommitRecord? newest = null;
        for (var slot = 0; slot < 2; slot++)
            if (Read(slots[(slot * IndexLayout.Page)..]) is { } record && record.Sequence % 2 == slot && record.Sequence > (newest?.Sequence ?? -1))
                newest = record;
        return newest;
    }

    private static CommitRecord? Read(ReadOnlySpan<byte> slot)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(slot[24..]) != Checksum.Of(slot[..24]))
            return null;
        var record = new CommitRecord(BinaryPrimitives.ReadInt64LittleEndian(slot), BinaryPrimitives.ReadInt64LittleEndian(slot[8..]), slot[16] != 0);
        return record.Sequence >= 0 && record.Rows >= 0 ? record : null;
    }
}
