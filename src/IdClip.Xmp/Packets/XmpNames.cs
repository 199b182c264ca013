using XmpCore;

namespace IdClip.Xmp.Packets;

/// <summary>Namespaces and, with the prefixes that XmpCore knows them by, paths.</summary>
internal static class XmpNames
{
    public const string Rs = "http://www.metadataworkinggroup.com/schemas/regions/";
    public const string Mp = "http://ns.microsoft.com/photo/1.2/";
    public const string Dc = "http://purl.org/dc/elements/1.1/";
    public const string Lr = "http://ns.adobe.com/lightroom/1.0/";
    public const string DigiKam = "http://www.digikam.org/ns/1.0/";
    public const string Photoshop = "http://ns.adobe.com/photoshop/1.0/";
    public const string Note = "http://ns.adobe.com/xmp/note/";
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private const string Area = "http://ns.adobe.com/xmp/sType/Area#";
    private const string Dimensions = "http://ns.adobe.com/xap/1.0/sType/Dimensions#";
    private const string MpRi = "http://ns.microsoft.com/photo/1.2/t/RegionInfo#";
    private const string MpReg = "http://ns.microsoft.com/photo/1.2/t/Region#";
    private const string Xmp = "http://ns.adobe.com/xap/1.0/";

    // A namespace must be known before it can stand in a path, and a file that was read before may have taken its usual prefix.
    private static readonly string RsPrefix = Register(Rs, "mwg-rs");
    private static readonly string AreaPrefix = Register(Area, "stArea");
    private static readonly string DimensionsPrefix = Register(Dimensions, "stDim");
    private static readonly string MpPrefix = Register(Mp, "MP");
    private static readonly string MpRiPrefix = Register(MpRi, "MPRI");
    private static readonly string MpRegPrefix = Register(MpReg, "MPReg");
    private static readonly string XmpPrefix = Register(Xmp, "xmp");
    private static readonly string DcPrefix = Register(Dc, "dc");

    static XmpNames()
    {
        Register(Lr, "lr");
        Register(DigiKam, "digiKam");
        Register(Photoshop, "photoshop");
        Register(Note, "xmpNote");
    }

    public static string RsRegions { get; } = RsPrefix + "Regions";

    public static string RsList { get; } = $"{RsRegions}/{RsPrefix}RegionList";

    public static string RsApplied { get; } = $"{RsRegions}/{RsPrefix}AppliedToDimensions";

    public static string RsName { get; } = "/" + RsPrefix + "Name";

    public static string RsType { get; } = "/" + RsPrefix + "Type";

    public static string RsArea { get; } = $"/{RsPrefix}Area/{AreaPrefix}";

    /// <summary>Who wrote a region; MWG lets a region's extensions hold any property of XMP.</summary>
    public static string RsTool { get; } = $"/{RsPrefix}Extensions/{XmpPrefix}CreatorTool";

    /// <summary>The keyword that came with a region.</summary>
    public static string RsKeyword { get; } = $"/{RsPrefix}Extensions/{DcPrefix}subject";

    public static string Dimension { get; } = "/" + DimensionsPrefix;

    public static string MpInfo { get; } = MpPrefix + "RegionInfo";

    public static string MpList { get; } = $"{MpInfo}/{MpRiPrefix}Regions";

    public static string MpName { get; } = "/" + MpRegPrefix + "PersonDisplayName";

    public static string MpRectangle { get; } = "/" + MpRegPrefix + "Rectangle";

    /// <summary>Makes sure that all are registered before a packet is parsed.</summary>
    public static void Load() => _ = RsRegions;

    private static string Register(string uri, string prefix) => XmpMetaFactory.SchemaRegistry.RegisterNamespace(uri, prefix);
}
