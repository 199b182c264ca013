using System.Globalization;
using NetVips;

namespace IdClip.Encoding.Pictures;

/// <summary>Reads picture files into upright 8-bit sRGB by libvips, with limits that are checked before decoding. Thread-safe.</summary>
/// <param name="limits">What a file may cost.</param>
/// <param name="towerSide">Side of the image tower's input; the working picture's short side stays at twice that or more where the file has it. Null leaves pictures at full size.</param>
internal sealed class PhotoDecoder(DecodeLimits limits, int? towerSide)
{
    // Faces of 112 px and more in a 1280 px picture are found at the detector's 640 px with room to spare and align without magnification.
    private const int WorkingSide = 1280;
    private const int WorkingPixels = 16_000_000;

    // Pictures that have to be held whole by their decoder are read one at a time above this size, so that memory does not grow with the cores.
    private const int AloneAbovePixels = 16_000_000;
    private static readonly SemaphoreSlim Alone = new(1);

    // libvips prints warnings about damaged files to stderr; what matters of them comes back as a failure's reason. The field keeps the callback alive.
    private static readonly Log.LogDelegate Quiet = (_, _, _) => { };

    static PhotoDecoder()
    {
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Info | Enums.LogLevelFlags.Debug, Quiet);
        // The callers run one chunk a core; threads and caches inside libvips would only add memory.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        NetVips.NetVips.BlockUntrusted = true;
    }

    /// <summary>A decoder that reduces nothing.</summary>
    public static PhotoDecoder FullSize(DecodeLimits limits) => new(limits, null);

    /// <summary>Reads a file.</summary>
    /// <exception cref="PictureException">The file is missing, too large, of an unread format, damaged or cut short.</exception>
    public DecodedPhoto Decode(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new PictureException("the file is not there");
            CheckLength(file.Length);
            Span<byte> header = stackalloc byte[FormatSniffer.HeaderBytes];
            using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0))
                header = header[..stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false)];
            return Decode(FormatSniffer.Sniff(header), () => Source.NewFromFile(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"the file can't be opened: {e.Message}", e);
        }
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="PictureException">The bytes are too many, of an unread format, damaged or cut short.</exception>
    public DecodedPhoto Decode(ReadOnlyMemory<byte> bytes)
    {
        CheckLength(bytes.Length);
        return Decode(FormatSniffer.Sniff(bytes.Span[..Math.Min(bytes.Length, FormatSniffer.HeaderBytes)]), () => Source.NewFromMemory(bytes.Span));
    }

    private void CheckLength(long length)
    {
        if (length == 0)
            throw new PictureException("the file is empty");
        if (length > limits.FileBytes)
            throw new PictureException($"the file has {length >> 20} MB, over the limit of {limits.FileBytes >> 20} MB");
    }

    private DecodedPhoto Decode(PictureFormat format, Func<Source> open)
    {
        if (format == PictureFormat.Unknown)
            throw new PictureException("not a picture: its first bytes are not those of JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF");
        try
        {
            using var source = open();
            using var header = Load(format, source, 1);
            var heldWhole = HeldWhole(format, header);
            CheckSize(header, heldWhole);
            var alone = heldWhole && (long)header.Width * header.Height > AloneAbovePixels;
            if (alone)
                Alone.Wait();
            try
            {
                return Decode(format, open, source, header);
            }
            finally
            {
                if (alone)
                    Alone.Release();
            }
        }
        catch (VipsException e)
        {
            throw new PictureException($"damaged or incomplete {Name(format)} file: {Reason(e, format)}", e);
        }
    }

    private DecodedPhoto Decode(PictureFormat format, Func<Source> open, Source source, Image header)
    {
        var factor = towerSide is { } side ? Reduction(header.Width, header.Height, side) : 1;
        // libjpeg reduces by 2, 4 or 8 while decoding, which costs less than decoding alone.
        var whileDecoding = format != PictureFormat.Jpeg ? 1 : factor >= 8 ? 8 : factor >= 4 ? 4 : factor >= 2 ? 2 : 1;
        var afterwards = factor / whileDecoding;
        using var reopened = whileDecoding > 1 ? open() : null;
        using var reduced = whileDecoding > 1 ? Load(format, reopened!, whileDecoding) : null;
        using var steps = new ImageSteps(reduced ?? header);
        if (steps.Current.HasAlpha())
        {
            ToSrgb(steps);
            steps.Then(image => image.Flatten(background: [255]));
        }

        if (afterwards > 1)
            steps.Then(image => image.Shrink(afterwards, afterwards, ceil: true));
        ToSrgb(steps);
        var orientation = Orientation(header);
        if (orientation > 1)
        {
            // Turning reads columns, which a picture that is decoded row by row can't give.
            steps.Then(image => image.CopyMemory());
            steps.Then(image => image.Autorot());
        }

        var upright = steps.Current;
        var pixels = upright.WriteToMemory(out _);
        var turned = orientation >= 5;
        return new DecodedPhoto(
            pixels,
            upright.Width,
            upright.Height,
            turned ? header.Height : header.Width,
            turned ? header.Width : header.Height,
            whileDecoding * afterwards,
            TakenAt(header));
    }

    private static Image Load(PictureFormat format, Source source, int shrink)
    {
        const Enums.Access Access = Enums.Access.Sequential;
        const Enums.FailOn FailOn = Enums.FailOn.Error;
        return format switch
        {
            PictureFormat.Jpeg => Image.JpegloadSource(source, shrink: shrink, access: Access, failOn: FailOn),
            PictureFormat.Png => Image.PngloadSource(source, access: Access, failOn: FailOn),
            PictureFormat.WebP => Image.WebploadSource(source, access: Access, failOn: FailOn),
            PictureFormat.Gif => Image.GifloadSource(source, access: Access, failOn: FailOn),
            PictureFormat.Tiff => Image.TiffloadSource(source, access: Access, failOn: FailOn),
            _ => Image.HeifloadSource(source, access: Access, failOn: FailOn),
        };
    }

    private static bool HeldWhole(PictureFormat format, Image header) => format switch
    {
        PictureFormat.Jpeg or PictureFormat.Png => IsSet(header, "interlaced") || IsSet(header, "jpeg-multiscan"),
        PictureFormat.Tiff => false,
        _ => true,
    };

    private static bool IsSet(Image header, string field) => header.Contains(field) && header.Get(field) is int and not 0;

    private void CheckSize(Image header, bool heldWhole)
    {
        int width = header.Width, height = header.Height;
        if (Math.Max(width, height) > limits.Side)
            throw new PictureException($"{width} x {height} pixels: a side is over the limit of {limits.Side}");
        var most = heldWhole ? Math.Min(limits.Pixels, limits.PixelsHeldWhole) : limits.Pixels;
        if ((long)width * height > most)
            throw new PictureException($"{width} x {height} pixels, {(long)width * height} in all, over the limit of {most} (a decompression bomb, or a picture to reduce first)");
    }

    /// <summary>The whole number by which a photo is reduced: its long side stays at <see cref="WorkingSide"/> or more.</summary>
    private static int Reduction(int width, int height, int towerSide)
    {
        int shorter = Math.Min(width, height), longer = Math.Max(width, height);
        var factor = Math.Max(1, Math.Min(longer / WorkingSide, shorter / (2 * towerSide)));
        while ((long)width * height / ((long)factor * factor) > WorkingPixels)
            factor++;
        // A JPEG decoder's 2, 4 or 8 first and a whole number after it.
        return factor switch { >= 8 => factor / 8 * 8, >= 4 => 4, _ => factor };
    }

    private static void ToSrgb(ImageSteps steps)
    {
        var image = steps.Current;
        if (image.Contains("icc-profile-data") && !IsSrgb((byte[])image.Get("icc-profile-data")))
        {
            try
            {
                using var trial = image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Perceptual, depth: 8);
                steps.Then(_ => trial.Copy());
            }
            catch (VipsException)
            {
                // A profile that does not fit its picture is common; the picture is then read as if it had none.
            }
        }

        image = steps.Current;
        if (image.Interpretation != Enums.Interpretation.Srgb || image.Format != Enums.BandFormat.Uchar)
            steps.Then(current => current.Colourspace(Enums.Interpretation.Srgb));
        if (steps.Current.Format != Enums.BandFormat.Uchar)
            steps.Then(current => current.Cast(Enums.BandFormat.Uchar));
        if (steps.Current.Bands > 3 && !steps.Current.HasAlpha())
            steps.Then(current => current.ExtractBand(0, n: 3));
    }

    private static bool IsSrgb(ReadOnlySpan<byte> profile) => profile.IndexOf("sRGB"u8) >= 0 || profile.IndexOf("s\0R\0G\0B"u8) >= 0;

    private static int Orientation(Image image) => image.Contains("orientation") && image.Get("orientation") is int value and >= 1 and <= 8 ? value : 1;

    private static DateTime? TakenAt(Image image)
    {
        const string Field = "exif-ifd2-DateTimeOriginal";
        const string Layout = "yyyy:MM:dd HH:mm:ss";
        return image.Contains(Field) && image.Get(Field) is string text && text.Length >= Layout.Length
            && DateTime.TryParseExact(text.AsSpan(0, Layout.Length), Layout, CultureInfo.InvariantCulture, DateTimeStyles.None, out var taken)
            ? taken
            : null;
    }

    private static string Name(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "JPEG",
        PictureFormat.Png => "PNG",
        PictureFormat.Avif => "AVIF",
        PictureFormat.Heic => "HEIC",
        PictureFormat.Gif => "GIF",
        PictureFormat.Tiff => "TIFF",
        _ => format.ToString(),
    };

    private static string Reason(VipsException e, PictureFormat format)
    {
        var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var reason = lines.LastOrDefault() ?? "no reason given";
        if (format == PictureFormat.Heic && reason.Contains("nsupported", StringComparison.Ordinal))
            return "this build of libvips has no HEVC decoder; convert the file to JPEG, PNG, WebP or AVIF";
        return reason;
    }
}
