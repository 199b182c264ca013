using IdClip.Models.Store;

namespace IdClip.Models.Tokens;

/// <summary>Stands in where a checkpoint came without its tokenizer: ids can be given, but not text.</summary>
internal sealed class MissingTokenizer(string model, int tokId, int contextLength) : TextTokenizer
{
    public override int ContextLength => contextLength;

    public override int TokId => tokId;

    public override TokenisedText Encode(string text) => throw new ModelException(
        $"Model '{model}' was imported without a tokenizer, so it can't read text. Import it again from a folder that also holds merges.txt or a SentencePiece model.");
}
