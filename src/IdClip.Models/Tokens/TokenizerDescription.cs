using IdClip.Models.Clip;

namespace IdClip.Models.Tokens;

/// <summary>A tokenizer on disk.</summary>
/// <param name="Kind">How the file is read.</param>
/// <param name="File">Its name in the model's folder.</param>
internal sealed record TokenizerDescription(TokenizerKind Kind, string File)
{
    public TextTokenizer Open(string folder, TextTowerConfiguration tower)
    {
        var path = Path.Combine(folder, File);
        return Kind switch
        {
            TokenizerKind.ClipBpe => new ClipBpeTokenizer(path, tower.VocabularySize, tower.ContextLength),
            _ => new SigLipTokenizer(path, Kind, tower.TokId, tower.ContextLength),
        };
    }
}
