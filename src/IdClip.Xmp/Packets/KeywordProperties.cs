using XmpCore.Options;

namespace IdClip.Xmp.Packets;

/// <summary>Keywords: <c>dc:subject</c>, and the trees of Lightroom and digiKam.</summary>
internal static class KeywordProperties
{
    private const string Root = "People";

    /// <summary>The flat keywords.</summary>
    public static IReadOnlyList<string> Flat(XmpPacket packet) => packet.Texts(XmpNames.Dc, "subject");

    /// <summary>The last parts of keywords below <c>People</c>: Lightroom writes <c>People|Name</c>, digiKam <c>People/Name</c>.</summary>
    public static IReadOnlyList<string> People(XmpPacket packet) =>
    [
        .. packet.Texts(XmpNames.Lr, "hierarchicalSubject").Select(k => k.Split('|'))
            .Concat(packet.Texts(XmpNames.DigiKam, "TagsList").Select(k => k.Split('/')))
            .Where(parts => parts.Length > 1 && parts[0].Trim().Equals(Root, StringComparison.OrdinalIgnoreCase))
            .Select(parts => parts[^1].Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Adds a flat keyword; false where it is there already.</summary>
    public static bool Add(XmpPacket packet, string keyword)
    {
        if (Flat(packet).Contains(keyword, StringComparer.OrdinalIgnoreCase))
            return false;
        if (packet.Meta.GetProperty(XmpNames.Dc, "subject") is { Options.IsArray: false } single)
        {
            packet.Meta.DeleteProperty(XmpNames.Dc, "subject");
            Append(single.Value);
        }
        Append(keyword);
        return true;

        void Append(string text) => packet.Meta.AppendArrayItem(XmpNames.Dc, "subject", new PropertyOptions { IsArray = true }, text, new PropertyOptions());
    }

    /// <summary>Takes a flat keyword away.</summary>
    public static void Remove(XmpPacket packet, string keyword)
    {
        if (packet.Meta.GetProperty(XmpNames.Dc, "subject") is not { Options.IsArray: true })
            return;
        for (var i = packet.Meta.CountArrayItems(XmpNames.Dc, "subject"); i >= 1; i--)
            if (packet.Meta.GetArrayItem(XmpNames.Dc, "subject", i).Value == keyword)
                packet.Meta.DeleteArrayItem(XmpNames.Dc, "subject", i);
        if (packet.Meta.CountArrayItems(XmpNames.Dc, "subject") == 0)
            packet.Meta.DeleteProperty(XmpNames.Dc, "subject");
    }
}
