using System.Text;
using System.Xml;
using System.Xml.Linq;
using IdClip.Xmp.Files;
using XmpCore;
using XmpCore.Options;

namespace IdClip.Xmp.Packets;

/// <summary>One packet of XMP (ISO 16684-1), parsed within limits.</summary>
/// <param name="file">The photo or sidecar that it is of.</param>
/// <param name="meta">Its properties.</param>
internal sealed class XmpPacket(string file, IXmpMeta meta)
{
    /// <summary>Sidecars of raw developers hold masks and histories; ten times what such files commonly have.</summary>
    public const int MostBytes = 8 << 20;

    // XmpCore follows elements by recursion; what is nested so deeply is no metadata.
    private const int MostDepth = 64;

    /// <summary>The photo or sidecar that it is of.</summary>
    public string File => file;

    public IXmpMeta Meta => meta;

    public static XmpPacket Empty(string file) => new(file, XmpMetaFactory.Create());

    /// <exception cref="PhotoXmpException">The file can't be read, is too large, or is no XMP.</exception>
    public static XmpPacket ReadFile(string sidecar)
    {
        try
        {
            using var stream = new FileStream(sidecar, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MostBytes)
                throw TooLarge(sidecar);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(sidecar, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhotoXmpException(sidecar, $"The sidecar can't be read: {e.Message}", e);
        }
    }

    /// <exception cref="PhotoXmpException">The bytes are too many or no XMP.</exception>
    public static XmpPacket Parse(string file, ReadOnlySpan<byte> bytes)
    {
        // Some writers end the packet with a zero byte.
        bytes = bytes.TrimEnd((byte)0);
        if (bytes.Length > MostBytes)
            throw TooLarge(file);
        XmpNames.Load();
        try
        {
            var copy = bytes.ToArray();
            CheckDepth(copy);
            using var reader = Reader(copy);
            var document = XDocument.Load(reader);
            if (!document.Descendants(XName.Get("RDF", XmpNames.Rdf)).Any())
                throw new XmlException("it holds no rdf:RDF");
            // Normalising would rewrite old forms of others' properties.
            return new(file, XmpCore.Impl.XmpMetaParser.Parse(document, new ParseOptions { OmitNormalization = true }));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The input is anybody's, and XmpCore answers some of it with exceptions of its own inside.
            throw new PhotoXmpException(file, $"The XMP is broken and was not used: {e.Message}", e);
        }
    }

    /// <summary>The names that a photo holds itself, as the beginning of a new sidecar.</summary>
    public static XmpPacket ForNewSidecar(string sidecar, IReadOnlyList<XmpPacket> embedded)
    {
        var packet = Empty(sidecar);
        foreach (var (schema, property) in new[]
                 {
                     (XmpNames.Rs, "Regions"), (XmpNames.Mp, "RegionInfo"), (XmpNames.Dc, "subject"),
                     (XmpNames.Lr, "hierarchicalSubject"), (XmpNames.DigiKam, "TagsList"),
                 })
            if (embedded.FirstOrDefault(e => e.Meta.DoesPropertyExist(schema, property)) is { } source)
                XmpUtils.DuplicateSubtree(source.Meta, packet.Meta, schema, property, schema, property, new PropertyOptions());
        return packet;
    }

    /// <summary>The sidecar that the packet becomes.</summary>
    public static PendingFile ToSidecar(XmpPacket packet) => new(packet.File, packet.ToBytes(), keepsTime: false);

    /// <summary>UTF-8 without a byte order mark, which XmpCore would write.</summary>
    public byte[] ToBytes() => new UTF8Encoding(false).GetBytes(XmpMetaFactory.SerializeToString(meta, new() { OmitPacketWrapper = true }).TrimStart('\uFEFF'));

    /// <summary>All properties as text, equal for equal packets; XmpCore changes the order of fields whenever it parses.</summary>
    public string Fingerprint()
    {
        var sorted = (IXmpMeta)meta.Clone();
        sorted.Sort();
        return XmpMetaFactory.SerializeToString(sorted, new() { OmitPacketWrapper = true });
    }

    /// <summary>The texts of an array, or of a property that should be one.</summary>
    public IReadOnlyList<string> Texts(string schema, string property)
    {
        if (meta.GetProperty(schema, property) is not { } found)
            return [];
        if (!found.Options.IsArray)
            return found.Value is { Length: > 0 } only ? [only] : [];
        var texts = new List<string>();
        for (var i = 1; i <= meta.CountArrayItems(schema, property); i++)
            if (meta.GetArrayItem(schema, property, i).Value?.Trim() is { Length: > 0 } text)
                texts.Add(text);
        return texts;
    }

    private static PhotoXmpException TooLarge(string file) => new(file, $"The XMP has more than {MostBytes >> 20} MiB and was not read.");

    private static void CheckDepth(byte[] bytes)
    {
        using var reader = Reader(bytes);
        while (reader.Read())
            if (reader.Depth > MostDepth)
                throw new XmlException($"elements are nested more than {MostDepth} deep");
    }

    private static XmlReader Reader(byte[] bytes) =>
        XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
}
