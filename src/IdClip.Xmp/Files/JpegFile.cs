using System.Buffers.Binary;
using IdClip.Xmp.Packets;

namespace IdClip.Xmp.Files;

/// <summary>The segments of a JPEG file (ITU-T T.81, annex B) that hold XMP (XMP Specification Part 3, section 1.1.3).</summary>
internal sealed class JpegFile
{
    private const byte Soi = 0xD8, Sos = 0xDA, Eoi = 0xD9, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2;

    // A segment's length has two bytes and counts itself.
    private const int MostPayload = 65_533;

    private const int MostSegments = 4096;

    // What the XMP specification suggests to leave.
    private const int Padding = 2048;

    private readonly string path;
    private readonly List<JpegSegment> segments;

    private JpegFile(string path, List<JpegSegment> segments) => (this.path, this.segments) = (path, segments);

    private static ReadOnlySpan<byte> MainHeader => "http://ns.adobe.com/xap/1.0/\0"u8;

    private static ReadOnlySpan<byte> PacketStart => "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"u8;

    private static ReadOnlySpan<byte> PacketEnd => "\n<?xpacket end=\"w\"?>"u8;

    private static ReadOnlySpan<byte> ExtendedHeader => "http://ns.adobe.com/xmp/extension/\0"u8;

    private static ReadOnlySpan<byte> ExifHeader => "Exif\0"u8;

    private static ReadOnlySpan<byte> MultiPictureHeader => "MPF\0"u8;

    private List<JpegSegment> Mains => segments.FindAll(s => s.Marker == App1 && s.Payload.AsSpan().StartsWith(MainHeader));

    /// <summary>Whether the file begins as a JPEG does, whatever it is called.</summary>
    public static bool IsJpeg(string path)
    {
        Span<byte> start = stackalloc byte[3];
        using var stream = OpenRead(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 3 && start is [0xFF, Soi, 0xFF];
    }

    /// <summary>Reads the segments before the picture's data.</summary>
    /// <exception cref="PhotoXmpException">It is no JPEG, is damaged there, or can't be read.</exception>
    public static JpegFile Open(string path)
    {
        try
        {
            using var stream = OpenRead(path);
            if (stream.ReadByte() != 0xFF || stream.ReadByte() != Soi)
                throw new PhotoXmpException(path, "It is not a JPEG; only JPEG is changed in place. Leave out --in-place to write a sidecar.");
            var found = new List<JpegSegment>();
            Span<byte> length = stackalloc byte[2];
            while (true)
            {
                var start = stream.Position;
                if (stream.ReadByte() != 0xFF)
                    throw Damaged(path);
                int marker;
                // Any number of 0xFF may stand before a marker; they belong to the segment before.
                while ((marker = stream.ReadByte()) == 0xFF)
                    start++;
                if (marker is Sos or Eoi)
                    return new(path, found);
                stream.ReadExactly(length);
                var payload = BinaryPrimitives.ReadUInt16BigEndian(length) - 2;
                if (marker is <= 0x01 or (>= 0xD0 and <= Soi) || payload < 0 || found.Count == MostSegments)
                    throw Damaged(path);
                var bytes = new byte[payload];
                stream.ReadExactly(bytes);
                found.Add(new((byte)marker, start, bytes));
            }
        }
        catch (EndOfStreamException e)
        {
            throw new PhotoXmpException(path, "The JPEG is cut short.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhotoXmpException(path, $"It can't be read: {e.Message}", e);
        }
    }

    /// <summary>The main packet and the extended one, as far as they are there.</summary>
    /// <exception cref="PhotoXmpException">One is broken or incomplete.</exception>
    public IReadOnlyList<XmpPacket> Packets()
    {
        if (Mains is not [var first, ..])
            return [];
        var main = Parse(first);
        return ExtendedId(main) is { } id ? [main, Extended(id)] : [main];
    }

    /// <summary>The packet to change: the main one, or an empty one.</summary>
    /// <exception cref="PhotoXmpException">It can't be changed without a loss.</exception>
    public XmpPacket MainPacket()
    {
        if (Mains.Count > 1)
            throw new PhotoXmpException(path, "It has more than one XMP packet. Leave out --in-place to write a sidecar.");
        if (Mains.Count == 0)
            return XmpPacket.Empty(path);
        var main = Parse(Mains[0]);
        if (ExtendedId(main) is { } id && Extended(id) is var extended
            && (RegionProperties.HasAny(extended) || KeywordProperties.Flat(extended).Count > 0))
            throw new PhotoXmpException(path, "Its names are in extended XMP, which is not changed. Leave out --in-place to write a sidecar.");
        return main;
    }

    /// <summary>The file with another main packet; every other byte is as before.</summary>
    /// <exception cref="PhotoXmpException">The packet does not fit into a segment, or offsets elsewhere in the file would be wrong.</exception>
    public PendingFile With(XmpPacket packet)
    {
        var old = Mains.FirstOrDefault();
        // After the JFIF and EXIF segments, which readers expect first.
        var leading = segments.TakeWhile(s => s.Marker == App0 || (s.Marker == App1 && s.Payload.AsSpan().StartsWith(ExifHeader))).LastOrDefault();
        var (from, to) = old is null ? (leading?.End ?? 2, leading?.End ?? 2) : (old.Start, old.End);
        var segment = Segment(packet, old?.Payload.Length);
        // Multi-picture files hold offsets that count from their MPF segment.
        if (segment.Length != to - from && segments.Exists(s => s.Marker == App2 && s.Start < from && s.Payload.AsSpan().StartsWith(MultiPictureHeader)))
            throw new PhotoXmpException(path, "Its XMP stands behind an index of more pictures that counts bytes. Leave out --in-place to write a sidecar.");
        return new(path, from, to, segment, keepsTime: true);
    }

    /// <summary>The packet in its wrapper, with room in which programs may change it where it is; one of the former size moves nothing.</summary>
    private byte[] Segment(XmpPacket packet, int? formerPayload)
    {
        var body = packet.ToBytes();
        var least = MainHeader.Length + PacketStart.Length + body.Length + PacketEnd.Length;
        if (least > MostPayload)
            throw new PhotoXmpException(path, "Its XMP has no room for the names: a segment of JPEG holds 64 KB. Leave out --in-place to write a sidecar.");
        var payload = formerPayload >= least ? formerPayload.Value : Math.Min(least + Padding, MostPayload);
        var segment = new byte[4 + payload];
        (segment[0], segment[1]) = (0xFF, App1);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(payload + 2));
        var rest = segment.AsSpan(4);
        MainHeader.CopyTo(rest);
        rest = rest[MainHeader.Length..];
        PacketStart.CopyTo(rest);
        rest = rest[PacketStart.Length..];
        body.CopyTo(rest);
        rest = rest[body.Length..];
        rest[..^PacketEnd.Length].Fill((byte)' ');
        PacketEnd.CopyTo(rest[^PacketEnd.Length..]);
        return segment;
    }

    private XmpPacket Parse(JpegSegment main) => XmpPacket.Parse(path, main.Payload.AsSpan(MainHeader.Length));

    private static string? ExtendedId(XmpPacket main) => main.Texts(XmpNames.Note, "HasExtendedXMP") is [var id, ..] ? id : null;

    /// <summary>Puts the portions of extended XMP together: 32 characters of id, full length, offset, bytes.</summary>
    private XmpPacket Extended(string id)
    {
        const int Id = 32, Header = Id + 8;
        byte[]? whole = null;
        long written = 0;
        foreach (var segment in segments.Where(s => s.Marker == App1 && s.Payload.AsSpan().StartsWith(ExtendedHeader)))
        {
            var portion = segment.Payload.AsSpan(ExtendedHeader.Length);
            if (portion.Length < Header || !System.Text.Encoding.ASCII.GetString(portion[..Id]).Equals(id, StringComparison.OrdinalIgnoreCase))
                continue;
            var (length, offset) = (BinaryPrimitives.ReadUInt32BigEndian(portion[Id..]), BinaryPrimitives.ReadUInt32BigEndian(portion[(Id + 4)..]));
            portion = portion[Header..];
            if (length > XmpPacket.MostBytes || (whole is not null && whole.Length != length) || offset + (long)portion.Length > length)
                throw new PhotoXmpException(path, "Its extended XMP is broken or too large and was not used.");
            portion.CopyTo((whole ??= new byte[length]).AsSpan((int)offset));
            written += portion.Length;
        }
        return whole is not null && written == whole.Length
            ? XmpPacket.Parse(path, whole)
            : throw new PhotoXmpException(path, "Its extended XMP is incomplete and was not used.");
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static PhotoXmpException Damaged(string path) => new(path, "The JPEG is damaged before its picture.");
}
