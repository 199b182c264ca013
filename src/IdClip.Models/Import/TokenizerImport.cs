using IdClip.Models.Clip;
using IdClip.Models.Tokens;

namespace IdClip.Models.Import;

/// <summary>Finds the tokenizer that belongs to a checkpoint and brings it into the model's folder.</summary>
internal static class TokenizerImport
{
    private const string Merges = "merges.txt";
    private const string OpenAiMerges = "bpe_simple_vocab_16e6.txt.gz";
    private const int OpenAiVocabulary = 49408;
    private const int ByteTokens = 514;
    private const int GemmaVocabulary = 256000;

    private static readonly string[] SentencePieceNames = ["spiece.model", "tokenizer.model", "sentencepiece.model"];

    /// <summary>Returns the tokenizer's description, or null with a note where none is found.</summary>
    /// <param name="source">The checkpoint's folder.</param>
    /// <param name="target">The folder of the model that is being written.</param>
    /// <param name="tower">The text tower.</param>
    /// <param name="modelFolders">Folders in which <c>clip-bpe</c>, the vocabulary that comes with IdClip, is looked for.</param>
    /// <param name="notes">Notes for people.</param>
    public static TokenizerDescription? Bring(string source, string target, TextTowerConfiguration tower, IReadOnlyList<string> modelFolders, List<string> notes)
    {
        var found = tower.Kind == TowerKind.Clip ? BringMerges(source, target, tower, modelFolders) : BringSentencePiece(source, target, tower);
        if (found is null)
        {
            notes.Add($"No tokenizer for a vocabulary of {tower.VocabularySize} was found beside the weights " +
                $"({(tower.Kind == TowerKind.Clip ? "merges.txt or tokenizer.json" : string.Join(" or ", SentencePieceNames))}): the model can read token ids, but not text.");
        }

        return found;
    }

    private static TokenizerDescription? BringMerges(string source, string target, TextTowerConfiguration tower, IReadOnlyList<string> modelFolders)
    {
        // Bytes, start and end alone take 514.
        if (tower.VocabularySize <= ByteTokens)
            return null;
        var included = modelFolders.Select(folder => Path.Combine(folder, "clip-bpe", OpenAiMerges));
        var candidates = new[] { Path.Combine(source, Merges), Path.Combine(source, OpenAiMerges) }.Concat(tower.VocabularySize == OpenAiVocabulary ? included : []);
        if (candidates.FirstOrDefault(File.Exists) is { } file)
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            return new TokenizerDescription(TokenizerKind.ClipBpe, Path.GetFileName(file));
        }

        if (ConfigurationFile.TryRead(Path.Combine(source, "tokenizer.json"))?.Part("model")?.Lines("merges") is not { Count: > 0 } merges)
            return null;
        File.WriteAllLines(Path.Combine(target, Merges), merges.Prepend("#version: 0.2"));
        return new TokenizerDescription(TokenizerKind.ClipBpe, Merges);
    }

    private static TokenizerDescription? BringSentencePiece(string source, string target, TextTowerConfiguration tower)
    {
        if (SentencePieceNames.FirstOrDefault(name => File.Exists(Path.Combine(source, name))) is not { } name)
            return null;
        File.Copy(Path.Combine(source, name), Path.Combine(target, name));
        return new TokenizerDescription(tower.VocabularySize == GemmaVocabulary ? TokenizerKind.SigLip2 : TokenizerKind.SigLip, name);
    }
}
