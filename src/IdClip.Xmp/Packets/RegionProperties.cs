using System.Globalization;
using XmpCore;
using XmpCore.Options;

namespace IdClip.Xmp.Packets;

/// <summary>Regions of faces: MWG's (<c>mwg-rs:Regions</c>) and Microsoft's (<c>MP:RegionInfo</c>).</summary>
/// <remarks>
/// MWG's guidelines and Microsoft's people tags measure the picture as it is stored; exiftool's convert_regions.config takes the two for one
/// frame, and so do digiKam and Lightroom. A program that has turned the pixels upright in memory shows by <c>AppliedToDimensions</c> that it
/// measured there.
/// </remarks>
internal static class RegionProperties
{
    private const string Tool = "IdClip";
    private const int MostRegions = 1000;

    // Rounded sides of a small copy differ by that much from the photo's shape.
    private const double MostSkew = .02;

    /// <summary>Whether the packet has regions of either kind, also where they are empty.</summary>
    public static bool HasAny(XmpPacket packet) =>
        packet.Meta.DoesPropertyExist(XmpNames.Rs, XmpNames.RsRegions) || packet.Meta.DoesPropertyExist(XmpNames.Mp, XmpNames.MpInfo);

    /// <summary>The named faces, each once.</summary>
    /// <exception cref="PhotoXmpException">The properties have another structure.</exception>
    public static IReadOnlyList<FoundRegion> Read(XmpPacket packet, PictureFrame frame, List<string> problems) => Guarded(packet, () =>
    {
        var found = new List<FoundRegion>();
        var applied = AppliedFrame(packet, frame);
        if (applied is null)
            problems.Add($"{packet.File}: The regions were made for another crop of the photo and were not used.");
        else
            for (var i = 1; i <= Count(packet, XmpNames.Rs, XmpNames.RsList); i++)
                if (Mwg(packet, i, applied.Value, problems) is { } region && !found.Exists(f => f.Says(region.Name, region.Box)))
                    found.Add(region);
        for (var i = 1; i <= Count(packet, XmpNames.Mp, XmpNames.MpList); i++)
            if (Microsoft(packet, i, frame, problems) is { } region && !found.Exists(f => f.Says(region.Name, region.Box)))
                found.Add(region);
        return found;
    });

    /// <summary>Makes the packet name these faces: regions of ours are replaced, those of others stay and win.</summary>
    /// <exception cref="PhotoXmpException">The properties have another structure, or regions are there that do not fit the photo.</exception>
    public static (int Added, int Removed, IReadOnlyList<NameConflict> Conflicts) Write(XmpPacket packet, IReadOnlyList<NamedRegion> regions, PictureFrame frame) => Guarded(packet, () =>
    {
        var meta = packet.Meta;
        if (AppliedFrame(packet, frame) is not { } applied)
            throw new PhotoXmpException(packet.File, "It has regions of another crop of the photo; they would no longer fit. Remove them with the program that wrote them.");
        var there = Read(packet, frame, []);
        var theirs = there.Where(r => !r.IsOurs).ToList();
        var conflicts = regions
            .Select(region => theirs.Find(t => t.Box.Meets(region.Box) && !t.Says(region.Name, region.Box)) is { } other ? new NameConflict(region.Name, other.Name) : null)
            .ToList();
        var wanted = regions.Where((region, i) => conflicts[i] is null && !theirs.Exists(t => t.Says(region.Name, region.Box))).ToList();

        // Which keywords came with the regions is known only while these are there.
        var keywords = new HashSet<string>(StringComparer.Ordinal);
        var ours = there.Where(r => r.IsOurs).ToList();
        foreach (var item in OurItems(packet).OrderDescending())
        {
            keywords.UnionWith(packet.Texts(XmpNames.Rs, Item(XmpNames.RsList, item) + XmpNames.RsKeyword));
            meta.DeleteArrayItem(XmpNames.Rs, XmpNames.RsList, item);
        }
        foreach (var keyword in keywords)
            if (!regions.Any(r => r.Name == keyword))
                KeywordProperties.Remove(packet, keyword);

        if (wanted.Count > 0 && !meta.DoesPropertyExist(XmpNames.Rs, XmpNames.RsApplied))
        {
            meta.SetProperty(XmpNames.Rs, XmpNames.RsApplied + XmpNames.Dimension + "w", Text(frame.Width));
            meta.SetProperty(XmpNames.Rs, XmpNames.RsApplied + XmpNames.Dimension + "h", Text(frame.Height));
            meta.SetProperty(XmpNames.Rs, XmpNames.RsApplied + XmpNames.Dimension + "unit", "pixel");
        }
        foreach (var region in wanted)
            Append(packet, region, applied.ToStored(region.Box), KeywordProperties.Add(packet, region.Name) || keywords.Contains(region.Name));
        // The keyword of a face that another program has named is as useful; it is not ours to take away again.
        foreach (var region in regions.Where((region, i) => conflicts[i] is null).Except(wanted))
            KeywordProperties.Add(packet, region.Name);
        if (meta.DoesPropertyExist(XmpNames.Rs, XmpNames.RsList) && meta.CountArrayItems(XmpNames.Rs, XmpNames.RsList) == 0)
            meta.DeleteProperty(XmpNames.Rs, XmpNames.RsRegions);
        return (
            wanted.Count(w => !ours.Exists(o => o.Says(w.Name, w.Box))), ours.Count(o => !wanted.Exists(w => o.Says(w.Name, w.Box))),
            (IReadOnlyList<NameConflict>)[.. conflicts.OfType<NameConflict>()]);
    });

    private static void Append(XmpPacket packet, NamedRegion region, RegionBox stored, bool keywordIsOurs)
    {
        var meta = packet.Meta;
        meta.AppendArrayItem(XmpNames.Rs, XmpNames.RsList, new PropertyOptions { IsArray = true }, null, new PropertyOptions { IsStruct = true });
        var item = Item(XmpNames.RsList, meta.CountArrayItems(XmpNames.Rs, XmpNames.RsList));
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsName, region.Name);
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsType, "Face");
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsArea + "x", Text(stored.X + stored.Width / 2));
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsArea + "y", Text(stored.Y + stored.Height / 2));
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsArea + "w", Text(stored.Width));
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsArea + "h", Text(stored.Height));
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsArea + "unit", "normalized");
        meta.SetProperty(XmpNames.Rs, item + XmpNames.RsTool, Tool);
        if (keywordIsOurs)
            meta.AppendArrayItem(XmpNames.Rs, item + XmpNames.RsKeyword, new PropertyOptions { IsArray = true }, region.Name, new PropertyOptions());
    }

    private static IEnumerable<int> OurItems(XmpPacket packet) =>
        Enumerable.Range(1, Count(packet, XmpNames.Rs, XmpNames.RsList)).Where(i => IsOurs(packet, i));

    private static bool IsOurs(XmpPacket packet, int item) => packet.Meta.GetPropertyString(XmpNames.Rs, Item(XmpNames.RsList, item) + XmpNames.RsTool) == Tool;

    private static FoundRegion? Mwg(XmpPacket packet, int number, PictureFrame applied, List<string> problems)
    {
        var item = Item(XmpNames.RsList, number);
        var type = Value(XmpNames.RsType);
        if (Value(XmpNames.RsName)?.Trim() is not { Length: > 0 } name || type is not null && !type.Equals("Face", StringComparison.OrdinalIgnoreCase))
            return null;
        var (x, y, w, h) = (Number("x"), Number("y"), Number("w"), Number("h"));
        var box = new RegionBox(x - w / 2, y - h / 2, w, h);
        // A point names a person and no face.
        if (box.IsPlausible)
            return new(name, applied.ToUpright(box), number, IsOurs(packet, number));
        problems.Add($"{packet.File}: Region {number} has no area within the picture and was not used.");
        return null;

        string? Value(string field) => packet.Meta.GetPropertyString(XmpNames.Rs, item + field);

        double Number(string field) => NumberOf(Value(XmpNames.RsArea + field));
    }

    private static FoundRegion? Microsoft(XmpPacket packet, int number, PictureFrame frame, List<string> problems)
    {
        var item = Item(XmpNames.MpList, number);
        if (packet.Meta.GetPropertyString(XmpNames.Mp, item + XmpNames.MpName)?.Trim() is not { Length: > 0 } name)
            return null;
        // People may be tagged without a rectangle.
        if (packet.Meta.GetPropertyString(XmpNames.Mp, item + XmpNames.MpRectangle) is not { } rectangle)
            return null;
        var numbers = rectangle.Split(',').Select(NumberOf).ToList();
        if (numbers.Count == 4 && new RegionBox(numbers[0], numbers[1], numbers[2], numbers[3]) is { IsPlausible: true } box)
            return new(name, frame.ToUpright(box), 0, IsOurs: false);
        problems.Add($"{packet.File}: Rectangle {number} of MP:RegionInfo has no area within the picture and was not used.");
        return null;
    }

    /// <summary>The picture that MWG regions were measured in; null where that is another crop.</summary>
    private static PictureFrame? AppliedFrame(XmpPacket packet, PictureFrame frame)
    {
        var (width, height) = (Side("w"), Side("h"));
        if (!(width > 0 && height > 0))
            return frame;
        if (Fits(frame.Width, frame.Height))
            return frame;
        return frame.IsTurned && Fits(frame.Height, frame.Width) ? frame with { Orientation = 1 } : null;

        double Side(string side) => NumberOf(packet.Meta.GetPropertyString(XmpNames.Rs, XmpNames.RsApplied + XmpNames.Dimension + side));

        bool Fits(double w, double h) => Math.Abs(width * h / (height * w) - 1) <= MostSkew;
    }

    private static int Count(XmpPacket packet, string schema, string list) =>
        packet.Meta.DoesPropertyExist(schema, list) ? Math.Min(packet.Meta.CountArrayItems(schema, list), MostRegions) : 0;

    private static string Item(string list, int number) => XmpPathFactory.ComposeArrayItemPath(list, number);

    private static double NumberOf(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static T Guarded<T>(XmpPacket packet, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (XmpException e)
        {
            throw new PhotoXmpException(packet.File, $"The regions have another structure than theirs and were not used: {e.Message}", e);
        }
    }
}
