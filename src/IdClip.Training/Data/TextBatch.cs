using IdClip.Models.Tokens;
using static TorchSharp.torch;

namespace IdClip.Training.Data;

/// <summary>Texts as the text tower takes them, cut to the longest of them.</summary>
internal static class TextBatch
{
    /// <summary>Token ids <c>[B,T]</c> and the position read of each, <c>[B]</c>.</summary>
    public static (Tensor Ids, Tensor Ends) Tokenise(TextTokenizer tokenizer, IReadOnlyList<string> texts, Device device)
    {
        var tokenised = texts.Select(tokenizer.Encode).ToArray();
        var length = tokenised.Max(text => text.Ids.Length);
        var ids = new long[texts.Count * length];
        foreach (var (row, text) in tokenised.Index())
            for (var column = 0; column < text.Ids.Length; column++)
                ids[(row * length) + column] = text.Ids[column];
        return (tensor(ids, [texts.Count, length]).to(device), tensor(tokenised.Select(text => (long)text.Pool).ToArray()).to(device));
    }
}
