using System.Security.Cryptography;
using IdClip.Search.Examples;

namespace IdClip.Web.Examples;

/// <summary>The photos that one page was given to search by: what the models saw in them, for as long as the page is open. Their pictures are kept nowhere.</summary>
internal sealed class GivenExamples
{
    private const int Kept = 16;

    private readonly List<(string Word, ExamplePhoto Photo)> _photos = [];

    /// <summary>Keeps an example.</summary>
    /// <returns>The word that a link of this page calls it by.</returns>
    public string Add(ExamplePhoto photo)
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        _photos.Add((word, photo));
        if (_photos.Count > Kept)
            _photos.RemoveAt(0);
        return word;
    }

    /// <summary>The example of a word; null where this page never had it or has let it go.</summary>
    public ExamplePhoto? Find(string word) => _photos.FirstOrDefault(p => p.Word == word).Photo;
}
