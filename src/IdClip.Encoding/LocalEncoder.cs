using System.Diagnostics;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Encoding.Sessions;
using IdClip.Encoding.Towers;
using IdClip.Models.Store;

namespace IdClip.Encoding;

/// <summary>Decodes photos, finds and recognises faces, and runs the towers, all on the calling thread: give every core a chunk of its own. Models are loaded when they are first needed. Thread-safe.</summary>
public sealed class LocalEncoder : IDisposable
{
    private readonly PhotoDecoder decoder;
    private readonly Lazy<FaceDetector> detector;
    private readonly Lazy<FaceRecogniser> recogniser;
    private readonly Lazy<ImageTower> images;
    private readonly Lazy<TextTower> texts;
    private readonly Lazy<string> faceModel;

    private LocalEncoder(ClipModel clip, string detectorPath, string recogniserPath, EncoderOptions options)
    {
        ImageModel = clip.Identity;
        decoder = new PhotoDecoder(options.Limits, clip.Preprocessing.Size);
        detector = new(() => new FaceDetector(new OnnxModel(detectorPath, options), options));
        recogniser = new(() => new FaceRecogniser(recogniserPath, options));
        images = new(() => new ImageTower(clip, clip.ImageGraph, options));
        texts = new(() => new TextTower(clip, clip.TextGraph, options));
        faceModel = new(() => ModelIdentity.Of(recogniserPath));
    }

    /// <summary>Identity of the dual encoder: lower-case hex sha256 of its weights.</summary>
    public string ImageModel { get; }

    /// <summary>Identity of the face recogniser: lower-case hex sha256 of its file.</summary>
    public string FaceModel => faceModel.Value;

    /// <summary>Makes an encoder; nothing is loaded yet.</summary>
    /// <param name="clip">The dual encoder.</param>
    /// <param name="detectorPath">YuNet with dynamic input size.</param>
    /// <param name="recogniserPath">The recogniser that <see cref="EncoderOptions.Recogniser"/> names.</param>
    /// <param name="options">Limits and choices; null for the defaults.</param>
    /// <exception cref="ModelException">A model file is missing.</exception>
    public static LocalEncoder Create(ClipModel clip, string detectorPath, string recogniserPath, EncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        foreach (var path in (string[])[detectorPath, recogniserPath])
            if (!File.Exists(path))
                throw new ModelException($"The model file {path} is not there; run 'idclip models list' to see what is.");
        return new LocalEncoder(clip, detectorPath, recogniserPath, options ?? new EncoderOptions());
    }

    /// <summary>Encodes a chunk of files; one result a file, in order. A file that can't be read is a result with a reason.</summary>
    /// <exception cref="ModelException">A model can't be loaded.</exception>
    public IReadOnlyList<EncodedPhoto> EncodePhotos(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Encode(files, decoder.Decode);
    }

    /// <summary>Encodes the bytes of picture files; one result a picture, in order. Bytes that can't be read are a result with a reason.</summary>
    /// <exception cref="ModelException">A model can't be loaded.</exception>
    public IReadOnlyList<EncodedPhoto> EncodePhotos(IReadOnlyList<ReadOnlyMemory<byte>> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return Encode(pictures, decoder.Decode);
    }

    /// <summary>Encodes a picture file's bytes.</summary>
    /// <exception cref="ModelException">A model can't be loaded.</exception>
    public EncodedPhoto EncodePhoto(ReadOnlyMemory<byte> bytes) => EncodePhotos([bytes])[0];

    /// <summary>Loads the text tower and its tokenizer before the first text comes; call it beside other work.</summary>
    /// <exception cref="ModelException">The text tower can't be loaded.</exception>
    public void PrepareForTexts() => EncodeText("");

    /// <summary>Encodes a text to unit length, in the space of the photos' embeddings.</summary>
    /// <exception cref="ModelException">The text tower can't be loaded.</exception>
    public float[] EncodeText(string text) => EncodeTexts([text])[0];

    /// <summary>Encodes texts to unit length, in order.</summary>
    /// <exception cref="ModelException">The text tower can't be loaded.</exception>
    public IReadOnlyList<float[]> EncodeTexts(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return this.texts.Value.Encode([.. texts.Select(text => (text, (float[]?)null))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (detector.IsValueCreated)
            detector.Value.Dispose();
        if (recogniser.IsValueCreated)
            recogniser.Value.Dispose();
        if (images.IsValueCreated)
            images.Value.Dispose();
        if (texts.IsValueCreated)
            texts.Value.Dispose();
    }

    private EncodedPhoto[] Encode<T>(IReadOnlyList<T> files, Func<T, DecodedPhoto> decode)
    {
        var drafts = new PhotoDraft[files.Count];
        using var imageBatch = images.Value.NewBatch();
        using var faceBatch = recogniser.Value.NewBatch();
        for (var i = 0; i < drafts.Length; i++)
            drafts[i] = Look(files[i], decode, imageBatch, faceBatch);
        imageBatch.Flush();
        faceBatch.Flush();
        return Array.ConvertAll(drafts, draft => draft.Finish());
    }

    private PhotoDraft Look<T>(T file, Func<T, DecodedPhoto> decode, FeatureBatch imageBatch, FeatureBatch faceBatch)
    {
        DecodedPhoto photo;
        var started = Stopwatch.GetTimestamp();
        try
        {
            photo = decode(file);
            EncodingTelemetry.Ran("decode", started);
        }
        catch (PictureException e)
        {
            return PhotoDraft.Failed(e.Message);
        }

        using (photo)
        {
            var draft = new PhotoDraft(photo);
            imageBatch.Add(input => images.Value.Prepare(photo.View, input), embedding => draft.Embedding = embedding);
            started = Stopwatch.GetTimestamp();
            var faces = detector.Value.Detect(photo.View);
            EncodingTelemetry.Ran("detect", started);
            foreach (var found in faces)
            {
                float sharpness = 0;
                var face = found.Times(photo.Reduction);
                var place = draft.Reserve();
                faceBatch.Add(
                    input => sharpness = recogniser.Value.Prepare(photo.View, found, input),
                    embedding => draft.Set(place, new Face(face.Box, face.Landmarks, face.Score, sharpness, embedding)));
            }

            return draft;
        }
    }
}
