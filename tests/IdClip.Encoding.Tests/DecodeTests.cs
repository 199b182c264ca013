using IdClip.Encoding.Pictures;
using NetVips;

namespace IdClip.Encoding.Tests;

public sealed class DecodeTests
{
    private readonly PhotoDecoder decoder = new(new DecodeLimits(), 224);

    [Theory]
    [InlineData(1, 96, 64)]
    [InlineData(2, 96, 64)]
    [InlineData(3, 96, 64)]
    [InlineData(4, 96, 64)]
    [InlineData(5, 96, 64)]
    [InlineData(6, 96, 64)]
    [InlineData(7, 96, 64)]
    [InlineData(8, 96, 64)]
    [InlineData(6, 5600, 3000)]
    [InlineData(8, 3001, 6007)]
    public void Every_exif_orientation_comes_out_upright(int orientation, int width, int height)
    {
        using var upright = TestPictures.Quadrants(width, height);
        using var stored = Store(upright, orientation);
        using var tagged = stored.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));

        using var photo = decoder.Decode(tagged.JpegsaveBuffer(q: 95));

        Assert.Equal((width, height), (photo.FullWidth, photo.FullHeight));
        Assert.InRange(photo.View.Width * photo.Reduction, width - photo.Reduction, width + photo.Reduction);
        Assert.InRange(photo.View.Height * photo.Reduction, height - photo.Reduction, height + photo.Reduction);
        AssertQuadrants(photo);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("progressive jpg")]
    [InlineData("cmyk jpg")]
    [InlineData("png")]
    [InlineData("interlaced png")]
    [InlineData("palette png")]
    [InlineData("16-bit png")]
    [InlineData("opaque alpha png")]
    [InlineData("webp")]
    [InlineData("gif")]
    [InlineData("tiff")]
    [InlineData("avif")]
    [InlineData("display p3 jpg")]
    public void Formats_and_colour_models_give_the_same_picture(string kind)
    {
        using var image = TestPictures.Quadrants(96, 64);
        using var photo = decoder.Decode(Save(image, kind));
        Assert.Equal((96, 64), (photo.FullWidth, photo.FullHeight));
        // CMYK inks and GIF's palette can't hold every colour.
        AssertQuadrants(photo, kind.StartsWith("cmyk", StringComparison.Ordinal) ? 100 : 16);
    }

    [Fact]
    public void Grey_pictures_have_three_equal_bands()
    {
        using var image = TestPictures.Quadrants(40, 30);
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        using var photo = decoder.Decode(grey.PngsaveBuffer());
        Assert.All(photo.View.Pixels.ToArray().Chunk(3), pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    }

    [Fact]
    public void Transparent_parts_are_white_and_half_transparent_ones_mix_with_white()
    {
        using var image = Image.Black(8, 8, bands: 3);
        using var srgb = image.Copy(interpretation: Enums.Interpretation.Srgb);
        using var clear = srgb.Bandjoin(0);
        using var half = srgb.Bandjoin(128);
        using var photo = decoder.Decode(clear.PngsaveBuffer());
        using var mixed = decoder.Decode(half.PngsaveBuffer());
        Assert.All(photo.View.Pixels.ToArray(), level => Assert.Equal(255, level));
        Assert.All(mixed.View.Pixels.ToArray(), level => Assert.InRange(level, 126, 128));
    }

    [Fact]
    public void One_pixel_is_a_picture()
    {
        using var image = TestPictures.Quadrants(1, 1);
        using var photo = decoder.Decode(image.PngsaveBuffer());
        Assert.Equal(TestPictures.Yellow, photo.View.Pixels.ToArray());
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("progressive jpg")]
    [InlineData("png")]
    [InlineData("interlaced png")]
    [InlineData("webp")]
    [InlineData("gif")]
    [InlineData("tiff")]
    [InlineData("avif")]
    public void A_file_that_was_cut_short_is_a_failure_with_a_reason(string kind)
    {
        using var noise = Image.Gaussnoise(400, 300, mean: 128, sigma: 50, seed: 7);
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        using var image = grey.Bandjoin(grey, grey).Copy(interpretation: Enums.Interpretation.Srgb);
        var bytes = Save(image, kind);
        decoder.Decode(bytes).Dispose();

        var failure = Assert.Throws<PictureException>(() => decoder.Decode(bytes.AsMemory(0, bytes.Length * 2 / 3)));

        Assert.StartsWith("damaged or incomplete", failure.Message);
        Assert.Contains(kind.Split(' ')[^1] is "jpg" ? "JPEG" : kind.Split(' ')[^1], failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Random_bytes_are_not_a_picture_whatever_they_begin_with()
    {
        var random = new Random(3);
        byte[][] beginnings = [[], [0xFF, 0xD8, 0xFF], [0x89, .. "PNG\r\n\x1a\n"u8], [.. "RIFFxxxxWEBP"u8], [.. "II*\0"u8], [.. "GIF89a"u8], [0, 0, 0, 24, .. "ftypavif"u8], [0, 0, 0, 24, .. "ftypheic"u8]];
        foreach (var beginning in beginnings)
        {
            for (var i = 0; i < 20; i++)
            {
                var bytes = new byte[5000];
                random.NextBytes(bytes);
                beginning.CopyTo(bytes, 0);
                var failure = Assert.Throws<PictureException>(() => decoder.Decode(bytes));
                Assert.NotEmpty(failure.Message);
            }
        }
    }

    [Fact]
    public void Svg_and_pdf_are_refused_before_any_decoder_sees_them()
    {
        foreach (var text in (string[])["<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "%PDF-1.4\n"])
            Assert.StartsWith("not a picture", Assert.Throws<PictureException>(() => decoder.Decode(System.Text.Encoding.ASCII.GetBytes(text))).Message);
    }

    [Fact]
    public void An_empty_file_and_a_missing_file_say_so()
    {
        Assert.Contains("empty", Assert.Throws<PictureException>(() => decoder.Decode(ReadOnlyMemory<byte>.Empty)).Message);
        Assert.Contains("not there", Assert.Throws<PictureException>(() => decoder.Decode("no such file.jpg")).Message);
    }

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(900_000, 2)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_decompression_bomb_is_refused_from_its_header(int width, int height)
    {
        var before = GC.GetTotalAllocatedBytes();
        var failure = Assert.Throws<PictureException>(() => decoder.Decode(TestPictures.PngHeader(width, height)));
        if (width < int.MaxValue)
            Assert.Contains($"{width} x {height}", failure.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 4 << 20);
    }

    [Fact]
    public void Formats_that_are_held_whole_have_the_lower_limit()
    {
        using var image = TestPictures.Quadrants(200, 100);
        var strict = new PhotoDecoder(new DecodeLimits { PixelsHeldWhole = 10_000 }, 224);
        strict.Decode(Save(image, "jpg")).Dispose();
        foreach (var kind in (string[])["progressive jpg", "interlaced png", "webp"])
            Assert.Contains("200 x 100", Assert.Throws<PictureException>(() => strict.Decode(Save(image, kind))).Message);
    }

    [Fact]
    public void A_file_over_the_size_limit_is_refused()
    {
        using var image = TestPictures.Quadrants(200, 100);
        var strict = new PhotoDecoder(new DecodeLimits { FileBytes = 100 }, 224);
        Assert.Contains("over the limit", Assert.Throws<PictureException>(() => strict.Decode(Save(image, "png"))).Message);
    }

    [Fact]
    public void The_time_of_the_shot_is_read()
    {
        using var image = TestPictures.Quadrants(20, 10);
        using var tagged = image.Mutate(copy => copy.Set(GValue.GStrType, "exif-ifd2-DateTimeOriginal", "2021:07:04 09:08:07 (2021:07:04 09:08:07, ASCII, 20 components, 20 bytes)"));
        using var photo = decoder.Decode(tagged.JpegsaveBuffer());
        Assert.Equal(new DateTime(2021, 7, 4, 9, 8, 7), photo.TakenAt);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    public void Reduced_photos_preprocess_as_full_ones_do(string kind)
    {
        var path = Path.Combine(DemoArchive.Folder, "scenes", "baraka_tembold_01.jpg");
        using var small = Image.NewFromFile(path);
        using var image = small.Resize(6.5, kernel: Enums.Kernel.Cubic);
        var bytes = Save(image, kind);
        using var full = image.CopyMemory();
        using var photo = decoder.Decode(bytes);
        Assert.True(photo.Reduction > 1);

        var preprocessor = new Towers.ClipPreprocessor(new(224, IdClip.Models.Clip.ImageFit.CropCentre, [0, 0, 0], [1, 1, 1]));
        float[] reduced = new float[preprocessor.Length], whole = new float[preprocessor.Length];
        preprocessor.Write(photo.View, reduced);
        preprocessor.Write(new RgbView(full.WriteToMemory<byte>(), full.Width, full.Height), whole);

        Assert.True(reduced.Zip(whole, (a, b) => Math.Abs(a - b) * 255).Average() < 1);
    }

    private static Image Store(Image upright, int orientation)
    {
        switch (orientation)
        {
            case 2: return upright.Flip(Enums.Direction.Horizontal);
            case 3: return upright.Rot180();
            case 4: return upright.Flip(Enums.Direction.Vertical);
            case 5: return upright.Rot90().Flip(Enums.Direction.Horizontal);
            case 6: return upright.Rot270();
            case 7: return upright.Rot270().Flip(Enums.Direction.Horizontal);
            case 8: return upright.Rot90();
            default: return upright.Copy();
        }
    }

    private static byte[] Save(Image image, string kind)
    {
        switch (kind)
        {
            case "jpg": return image.JpegsaveBuffer(q: 95);
            case "progressive jpg": return image.JpegsaveBuffer(q: 95, interlace: true);
            case "cmyk jpg": return image.IccTransform("cmyk", inputProfile: "srgb").JpegsaveBuffer(q: 95);
            case "display p3 jpg": return image.IccTransform("p3", inputProfile: "srgb").JpegsaveBuffer(q: 95, profile: "p3");
            case "png": return image.PngsaveBuffer();
            case "interlaced png": return image.PngsaveBuffer(interlace: true);
            case "palette png": return image.PngsaveBuffer(palette: true);
            case "16-bit png": return image.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer(bitdepth: 16);
            case "opaque alpha png": return image.Bandjoin(255).PngsaveBuffer();
            case "webp": return image.WebpsaveBuffer(q: 95);
            case "gif": return image.GifsaveBuffer();
            case "tiff": return image.TiffsaveBuffer();
            case "avif": return image.HeifsaveBuffer(q: 90, compression: Enums.ForeignHeifCompression.Av1);
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static void AssertQuadrants(DecodedPhoto photo, int tolerance = 8)
    {
        var view = photo.View;
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(view.Width / 4, view.Height / 4), (view.Width * 3 / 4, view.Height / 4), (view.Width / 4, view.Height * 3 / 4), (view.Width * 3 / 4, view.Height * 3 / 4)])
        {
            var pixel = view.Row(y).Slice(x * 3, 3).ToArray();
            var expected = TestPictures.Quadrant(x, y, view.Width, view.Height);
            Assert.True(pixel.Zip(expected, (a, b) => Math.Abs(a - b)).Max() <= tolerance, $"({x}, {y}) is {string.Join(", ", pixel)}, not {string.Join(", ", expected)}");
        }
    }
}
