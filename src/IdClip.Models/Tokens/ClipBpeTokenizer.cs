using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using IdClip.Models.Store;
using Microsoft.ML.Tokenizers;

namespace IdClip.Models.Tokens;

/// <summary>CLIP's byte-pair encoding, as OpenAI published it: 256 bytes, the same at a word's end, one token a merge, start, end.</summary>
internal sealed partial class ClipBpeTokenizer : TextTokenizer
{
    private const int ByteTokens = 512;
    private const string EndOfWord = "</w>";

    private readonly Lazy<BpeTokenizer> words;
    private readonly int start;
    private readonly int end;

    /// <param name="mergesFile">Text of one merge a line after a header line; may be gzipped. Only as many merges as the vocabulary holds are read.</param>
    /// <param name="vocabularySize">Tokens, start and end included.</param>
    /// <param name="contextLength">Longest sequence.</param>
    public ClipBpeTokenizer(string mergesFile, int vocabularySize, int contextLength)
    {
        ContextLength = contextLength;
        TokId = vocabularySize;
        (start, end) = (vocabularySize - 2, vocabularySize - 1);
        // Reading 48,894 merges takes longer than opening the model, and indexing photos needs no text.
        words = new Lazy<BpeTokenizer>(() => ReadWords(mergesFile, vocabularySize - ByteTokens - 2));
    }

    /// <inheritdoc/>
    public override int ContextLength { get; }

    /// <inheritdoc/>
    public override int TokId { get; }

    /// <inheritdoc/>
    public override TokenisedText Encode(string text)
    {
        var clean = TextCleaning.Clean(text);
        var ids = new List<int>(ContextLength) { start };
        foreach (var match in Word().EnumerateMatches(clean))
        {
            if (ids.Count >= ContextLength)
                break;
            ids.AddRange(EncodeWord(clean.AsSpan(match.Index, match.Length)));
        }

        if (ids.Count >= ContextLength)
            ids.RemoveRange(ContextLength - 1, ids.Count - ContextLength + 1);
        ids.Add(end);
        return new TokenisedText([.. ids], ids.Count - 1);
    }

    private IReadOnlyList<int> EncodeWord(ReadOnlySpan<char> word) => word switch
    {
        "[tok]" => [TokId],
        "<|startoftext|>" => [start],
        "<|endoftext|>" => [end],
        _ => words.Value.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false),
    };

    private static BpeTokenizer ReadWords(string mergesFile, int count)
    {
        var merges = ReadMerges(mergesFile, count);
        var bytes = ByteCharacters();
        var tokens = bytes.Concat(bytes.Select(token => token + EndOfWord)).Concat(merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)));
        try
        {
            return BpeTokenizer.Create(new BpeOptions(tokens.Select((token, id) => KeyValuePair.Create(token, id)))
            {
                Merges = merges,
                EndOfWordSuffix = EndOfWord,
                ByteLevel = true,
            });
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidDataException)
        {
            throw new ModelException($"{mergesFile} does not hold CLIP's merges ({e.Message})", e);
        }
    }

    private static List<string> ReadMerges(string path, int count)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            reader.ReadLine();
            var merges = new List<string>(count);
            while (merges.Count < count && reader.ReadLine() is { } line)
                merges.Add(line);
            return merges.Count == count
                ? merges
                : throw new ModelException($"{path} holds {merges.Count} merges, but the model's vocabulary needs {count}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ModelException($"The tokenizer's merges can't be read: {e.Message}", e);
        }
    }

    // GPT-2's printable stand-ins for bytes, in the order that gives them their ids: printable Latin-1 first, then the rest from U+0100 on.
    private static List<string> ByteCharacters()
    {
        var characters = new List<string>(256);
        for (var value = 0; value < 256; value++)
        {
            if (IsPrintable(value))
                characters.Add(((char)value).ToString());
        }

        var substitutes = 256 - characters.Count;
        for (var i = 0; i < substitutes; i++)
            characters.Add(((char)(256 + i)).ToString());
        return characters;
    }

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;

    [GeneratedRegex(@"<\|startoftext\|>|<\|endoftext\|>|\[tok\]|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
