using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Models.Store;

namespace IdClip.Encoding;

/// <summary>Finds and recognises faces in pictures at their full size, on the calling thread: give every core a picture of its own. Models are loaded when they are first needed. The same picture gives the same numbers. Thread-safe.</summary>
public sealed class FaceAnalyser : IDisposable
{
    private readonly PhotoDecoder decoder;
    private readonly Lazy<FaceDetector> detector;
    private readonly Lazy<FaceRecogniser> recogniser;
    private readonly Lazy<string> faceModel;

    private FaceAnalyser(string detectorPath, string recogniserPath, EncoderOptions options)
    {
        decoder = PhotoDecoder.FullSize(options.Limits);
        detector = new(() => new FaceDetector(new(detectorPath, options), options));
        recogniser = new(() => new FaceRecogniser(recogniserPath, options));
        faceModel = new(() => ModelIdentity.Of(recogniserPath));
    }

    /// <summary>What pictures may cost where no options are given: a picture of full size is held whole, so less than an archive's photo may.</summary>
    public static DecodeLimits DefaultLimits { get; } = new() { FileBytes = 64L << 20, Pixels = 50_000_000, PixelsHeldWhole = 50_000_000 };

    /// <summary>Identity of the recogniser: lower-case hex sha256 of its file.</summary>
    public string FaceModel => faceModel.Value;

    /// <summary>Makes an analyser; nothing is loaded yet.</summary>
    /// <param name="detectorPath">YuNet with dynamic input size.</param>
    /// <param name="recogniserPath">The recogniser that <see cref="EncoderOptions.Recogniser"/> names.</param>
    /// <param name="options">Limits and choices; null for the defaults with <see cref="DefaultLimits"/>.</param>
    /// <exception cref="ModelException">A model file is missing.</exception>
    public static FaceAnalyser Create(string detectorPath, string recogniserPath, EncoderOptions? options = null)
    {
        foreach (var path in (string[])[detectorPath, recogniserPath])
            if (!File.Exists(path))
                throw new ModelException($"The model file {path} is not there; run 'idclip models list' to see what is.");
        return new FaceAnalyser(detectorPath, recogniserPath, options ?? new EncoderOptions { Limits = DefaultLimits });
    }

    /// <summary>Reads a picture file at full size, turned upright as its EXIF says, in sRGB.</summary>
    /// <exception cref="PictureException">The file is missing, over the limits, of an unread format, damaged or cut short.</exception>
    public RgbPicture Decode(string file)
    {
        using var photo = decoder.Decode(file);
        return photo.ToPicture();
    }

    /// <summary>Reads a picture file's bytes as <see cref="Decode(string)"/> does.</summary>
    /// <exception cref="PictureException">The bytes are over the limits, of an unread format, damaged or cut short.</exception>
    public RgbPicture Decode(ReadOnlyMemory<byte> bytes)
    {
        using var photo = decoder.Decode(bytes);
        return photo.ToPicture();
    }

    /// <summary>Every face of a picture with its embedding, the largest first.</summary>
    /// <exception cref="ModelException">A model can't be loaded.</exception>
    public IReadOnlyList<Face> Analyse(RgbPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var found = detector.Value.Detect(picture.View);
        if (found.Count == 0)
            return [];
        var faces = new Face[found.Count];
        using var batch = recogniser.Value.NewBatch();
        for (var i = 0; i < faces.Length; i++)
        {
            var (place, face, sharpness) = (i, found[i], 0f);
            batch.Add(
                input => sharpness = recogniser.Value.Prepare(picture.View, face, input),
                embedding => faces[place] = new Face(face.Box, face.Landmarks, face.Score, sharpness, embedding));
        }

        batch.Flush();
        return faces;
    }

    /// <summary>The embedding of a face that is already found, by this analyser's recogniser.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">Where the face is in it; its own embedding is not looked at.</param>
    /// <returns>Unit length; 128 numbers for SFace, 512 for FaceNet.</returns>
    /// <exception cref="ModelException">The recogniser can't be loaded.</exception>
    public float[] Embed(RgbPicture picture, Face face)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(face);
        float[] result = [];
        using var batch = recogniser.Value.NewBatch();
        batch.Add(
            input => recogniser.Value.Prepare(picture.View, new DetectedFace(face.Box, face.Landmarks, face.Score), input),
            embedding => result = embedding);
        batch.Flush();
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (detector.IsValueCreated)
            detector.Value.Dispose();
        if (recogniser.IsValueCreated)
            recogniser.Value.Dispose();
    }
}
