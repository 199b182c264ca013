using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace IdClip.Synthesis.Marking;

/// <summary>The XMP of a synthetic picture (ISO 16684-1).</summary>
internal static class XmpPacket
{
    private const string Tool = "IdClip";
    private static readonly XNamespace Meta = "adobe:ns:meta/";
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Iptc = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Xmp = "http://ns.adobe.com/xap/1.0/";

    public static byte[] Write(SyntheticNote note, string digitalSourceType)
    {
        var packet = new XElement(
            Meta + "xmpmeta",
            new XAttribute(XNamespace.Xmlns + "x", Meta),
            new XElement(
                Rdf + "RDF",
                new XAttribute(XNamespace.Xmlns + "rdf", Rdf),
                new XElement(
                    Rdf + "Description",
                    new XAttribute(Rdf + "about", ""),
                    new XAttribute(XNamespace.Xmlns + "Iptc4xmpExt", Iptc),
                    new XAttribute(XNamespace.Xmlns + "dc", Dublin),
                    new XAttribute(XNamespace.Xmlns + "xmp", Xmp),
                    new XElement(Iptc + "DigitalSourceType", digitalSourceType),
                    new XElement(Xmp + "CreatorTool", Tool),
                    new XElement(
                        Dublin + "description",
                        new XElement(Rdf + "Alt", new XElement(Rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), Printable(note.Description)))),
                    new XElement(Dublin + "relation", new XElement(Rdf + "Bag", note.Sources.Select(source => new XElement(Rdf + "li", Printable(source))))))));
        return new UTF8Encoding(false).GetBytes(
            $"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n{packet.ToString(SaveOptions.None).ReplaceLineEndings("\n")}\n<?xpacket end=\"r\"?>");
    }

    /// <summary>What the packet says if it names <paramref name="digitalSourceType"/>, else null; so too where it isn't well-formed.</summary>
    public static SyntheticNote? Read(byte[] packet, string digitalSourceType)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            // Some writers end the packet with a zero byte.
            using var bytes = new MemoryStream(packet, 0, packet.AsSpan().TrimEnd((byte)0).Length);
            using var reader = XmlReader.Create(bytes, settings);
            var document = XDocument.Load(reader);
            var types = document.Descendants(Iptc + "DigitalSourceType").Select(element => element.Value)
                .Concat(document.Descendants().Attributes(Iptc + "DigitalSourceType").Select(attribute => attribute.Value));
            if (!types.Any(type => type.Trim() == digitalSourceType))
                return null;
            return new SyntheticNote(
                Items(document, "description").FirstOrDefault() ?? "",
                [.. Items(document, "relation")]);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Items(XDocument document, string property) =>
        document.Descendants(Dublin + property).Descendants(Rdf + "li").Select(item => item.Value);

    /// <summary>XML has no way to hold most control characters and lone surrogates, which file names may have.</summary>
    private static string Printable(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            kept.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return kept.ToString();
    }
}
