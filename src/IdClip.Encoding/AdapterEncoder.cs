using IdClip.Encoding.Pictures;
using IdClip.Encoding.Towers;
using IdClip.Models.Adapters;
using IdClip.Models.Store;

namespace IdClip.Encoding;

/// <summary>Encodes photos, and texts in which a face stands for <c>[TOK]</c>, through an adapter (paper section 3.2). Runs on the calling thread: give every core a chunk of its own. Graphs are loaded when they are first needed. Thread-safe.</summary>
public sealed class AdapterEncoder : IDisposable
{
    private readonly AdapterModel adapter;
    private readonly PhotoDecoder decoder;
    private readonly Lazy<ImageTower> images;
    private readonly Lazy<TextTower> texts;

    private AdapterEncoder(ClipModel clip, AdapterModel adapter, EncoderOptions options)
    {
        this.adapter = adapter;
        decoder = new PhotoDecoder(options.Limits, clip.Preprocessing.Size);
        images = new(() => new ImageTower(clip, adapter.ImageGraph, options));
        texts = new(() => new TextTower(clip, adapter.TextGraph, options));
    }

    /// <summary>The adapter.</summary>
    public AdapterModel Adapter => adapter;

    /// <summary>Makes an encoder; nothing is loaded yet.</summary>
    /// <param name="clip">The base model.</param>
    /// <param name="adapter">An adapter that was opened over it.</param>
    /// <param name="options">Limits and choices; null for the defaults.</param>
    public static AdapterEncoder Create(ClipModel clip, AdapterModel adapter, EncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(adapter);
        return new AdapterEncoder(clip, adapter, options ?? new EncoderOptions());
    }

    /// <summary>Encodes a chunk of picture files by the adapter's image tower; one result a file, in order. A file that can't be read is a result with a reason.</summary>
    /// <exception cref="ModelException">The image graph can't be loaded.</exception>
    public IReadOnlyList<PictureEmbedding> EncodePhotos(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Encode(files, decoder.Decode);
    }

    /// <summary>Encodes the bytes of picture files; one result a picture, in order. Bytes that can't be read are a result with a reason.</summary>
    /// <exception cref="ModelException">The image graph can't be loaded.</exception>
    public IReadOnlyList<PictureEmbedding> EncodePhotos(IReadOnlyList<ReadOnlyMemory<byte>> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return Encode(pictures, decoder.Decode);
    }

    /// <summary>Encodes a text to unit length, in the space of the adapter's photos; <c>[TOK]</c> in it is the face.</summary>
    /// <param name="text">The text; <c>[TOK]</c> counts only where it stands free of letters and punctuation.</param>
    /// <param name="face">What <see cref="AdapterModel.Translate"/> takes.</param>
    /// <exception cref="ModelException">The text graph can't be loaded.</exception>
    /// <exception cref="ArgumentException">The face has another width than the adapter translates.</exception>
    public float[] EncodeText(string text, ReadOnlySpan<float> face) => Encode([(text, adapter.Translate(face))])[0];

    /// <summary>Encodes texts to unit length, in order; <c>[TOK]</c> in a text is its face.</summary>
    /// <exception cref="ModelException">The text graph can't be loaded.</exception>
    /// <exception cref="ArgumentException">A face has another width than the adapter translates.</exception>
    public IReadOnlyList<float[]> EncodeTexts(IReadOnlyList<(string Text, float[] Face)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Encode([.. texts.Select(item => (item.Text, (float[]?)adapter.Translate(item.Face)))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (images.IsValueCreated)
            images.Value.Dispose();
        if (texts.IsValueCreated)
            texts.Value.Dispose();
    }

    private PictureEmbedding[] Encode<T>(IReadOnlyList<T> files, Func<T, DecodedPhoto> decode)
    {
        var results = new PictureEmbedding[files.Count];
        using var batch = images.Value.NewBatch();
        for (var i = 0; i < results.Length; i++)
        {
            var place = i;
            try
            {
                using var photo = decode(files[i]);
                batch.Add(input => images.Value.Prepare(photo.View, input), embedding => results[place] = new PictureEmbedding(embedding, null));
            }
            catch (PictureException e)
            {
                results[i] = new PictureEmbedding([], e.Message);
            }
        }

        batch.Flush();
        return results;
    }

    private float[][] Encode(IReadOnlyList<(string Text, float[]? Tok)> words) => texts.Value.Encode(words);
}
