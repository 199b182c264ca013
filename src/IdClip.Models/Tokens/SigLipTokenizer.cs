using System.Text.RegularExpressions;
using IdClip.Models.Store;
using Microsoft.ML.Tokenizers;

namespace IdClip.Models.Tokens;

/// <summary>SentencePiece as the SigLIP models use it: lower case, an end token, padded to the full length; the last position is pooled.</summary>
internal sealed partial class SigLipTokenizer : TextTokenizer
{
    private const string Tok = "[tok]";

    private readonly Lazy<SentencePieceTokenizer> pieces;
    private readonly TokenizerKind kind;

    public SigLipTokenizer(string modelFile, TokenizerKind kind, int tokId, int contextLength)
    {
        this.kind = kind;
        TokId = tokId;
        ContextLength = contextLength;
        pieces = new Lazy<SentencePieceTokenizer>(() => Read(modelFile));
    }

    /// <inheritdoc/>
    public override int ContextLength { get; }

    /// <inheritdoc/>
    public override int TokId { get; }

    /// <inheritdoc/>
    public override TokenisedText Encode(string text)
    {
        var ids = new List<int>(ContextLength);
        var parts = TextCleaning.Clean(text).Split(Tok);
        for (var part = 0; part < parts.Length; part++)
        {
            if (part > 0)
                ids.Add(TokId);
            var words = kind == TokenizerKind.SigLip ? SpaceRun().Replace(Punctuation().Replace(parts[part], ""), " ").Trim() : parts[part].Trim();
            if (words.Length > 0)
                ids.AddRange(pieces.Value.EncodeToIds(words, addBeginningOfSentence: false, addEndOfSentence: false));
        }

        if (ids.Count >= ContextLength)
            ids.RemoveRange(ContextLength - 1, ids.Count - ContextLength + 1);
        ids.Add(pieces.Value.EndOfSentenceId);
        // SigLIP pads with its end token, Gemma with id 0.
        var padding = kind == TokenizerKind.SigLip ? pieces.Value.EndOfSentenceId : 0;
        while (ids.Count < ContextLength)
            ids.Add(padding);
        return new TokenisedText([.. ids], ContextLength - 1);
    }

    private static SentencePieceTokenizer Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or Google.Protobuf.InvalidProtocolBufferException or NotSupportedException)
        {
            throw new ModelException($"{path} is not a SentencePiece model ({e.Message})", e);
        }
    }

    [GeneratedRegex(@"[!-/:-@\[-`{-~]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpaceRun();
}
