using SkiaSharp;

namespace IdClip.Sheets;

/// <summary>Sizes in pixels and colours of a contact sheet.</summary>
internal static class SheetStyle
{
    public const int Margin = 40;
    public const int Gap = 22;
    public const int Columns = 4;

    public const int PhotoWidth = 384;
    public const int PhotoHeight = 288;
    public const int CardPadding = 16;
    public const int CardRadius = 10;

    public const int BarLine = 30;
    public const int BarHeight = 6;
    public const int ReasonLine = 22;

    public static readonly SKColor Page = SKColor.Parse("#F4F5F7");
    public static readonly SKColor Card = SKColors.White;
    public static readonly SKColor CardEdge = SKColor.Parse("#E2E5EA");
    public static readonly SKColor Mat = SKColor.Parse("#E9EBEF");
    public static readonly SKColor Ink = SKColor.Parse("#1B2027");
    public static readonly SKColor Quiet = SKColor.Parse("#6A7280");
    public static readonly SKColor Track = SKColor.Parse("#E9ECF1");
    public static readonly SKColor Context = SKColor.Parse("#7A8699");

    // Told apart by people who see few colours, too (Okabe and Ito 2008, darkened to carry white text).
    private static readonly SKColor[] Faces =
        [SKColor.Parse("#0A6EBD"), SKColor.Parse("#C75100"), SKColor.Parse("#00805E"), SKColor.Parse("#A8427F"), SKColor.Parse("#7A5BC7")];

    /// <summary>The colour of a query's person, 0 for the first.</summary>
    public static SKColor Person(int place) => Faces[place % Faces.Length];
}
