using NetVips;

namespace IdClip.Encoding.Tests;

/// <summary>Pictures made by libvips for the tests.</summary>
internal static class TestPictures
{
    public static readonly byte[] Red = [220, 30, 30], Green = [30, 200, 40], Blue = [30, 40, 220], Yellow = [230, 220, 30];

    /// <summary>Quadrants red and green over blue and yellow.</summary>
    public static Image Quadrants(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Quadrant(x, y, width, height).CopyTo(pixels, ((y * width) + x) * 3);
        using var image = Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar);
        return image.Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }

    public static byte[] Quadrant(int x, int y, int width, int height) => (x < width / 2, y < height / 2) switch
    {
        (true, true) => Red,
        (false, true) => Green,
        (true, false) => Blue,
        _ => Yellow,
    };

    /// <summary>A PNG of nothing but its header, with a valid checksum.</summary>
    public static byte[] PngHeader(int width, int height)
    {
        byte[] header =
        [
            .. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0,
        ];
        byte[] data = [.. "IDAT"u8, 0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
        return
        [
            0x89, .. "PNG\r\n\x1a\n"u8, .. BigEndian(13), .. header, .. BigEndian((int)Crc(header)),
            .. BigEndian(8), .. data, .. BigEndian((int)Crc(data)), 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82,
        ];
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
