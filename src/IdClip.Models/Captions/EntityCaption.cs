using System.Text.RegularExpressions;

namespace IdClip.Models.Captions;

/// <summary>A caption that can be told of a named entity: the enrichment of the paper, section 3.2, exactly as the authors' <c>caption_configuration</c> does it.</summary>
public sealed partial class EntityCaption
{
    // Longer ones come first, as in the authors' code; the second and fourth stand without a space before them, so they match inside words too.
    private static readonly (string Article, string Without)[] Articles =
        [(" a [ENTITY]", " [ENTITY]"), ("A [ENTITY]", "[ENTITY]"), (" an [ENTITY]", " [ENTITY]"), ("An [ENTITY]", "[ENTITY]")];

    private readonly string before = "", after = "";

    /// <summary>Reads a caption.</summary>
    /// <param name="caption">The sentence as it was written.</param>
    public EntityCaption(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        Caption = caption;
        var lower = caption.ToLowerInvariant();
        string[] named = [.. PersonKeywords.All.Where(word => HasWord(lower, word))];
        if (named is not [var keyword])
            return;
        // The authors look for the capitalised word anywhere, then split at the letters and not at the word: "woman" splits at "man" too, but counts as "woman" only.
        var capitalised = char.ToUpperInvariant(keyword[0]) + keyword[1..];
        if (caption.Contains(capitalised, StringComparison.Ordinal))
            keyword = capitalised;
        else if (caption.Contains(keyword.ToUpperInvariant(), StringComparison.Ordinal))
            keyword = keyword.ToUpperInvariant();
        if (caption.Split(keyword) is [var left, var right])
            (Keyword, before, after) = (keyword, left.Trim(), right.Trim());
    }

    /// <summary>The sentence.</summary>
    public string Caption { get; }

    /// <summary>The one word that names the person, as the caption writes it; null if there is none, or more than one.</summary>
    public string? Keyword { get; }

    /// <summary>The templates that the caption allows: all, or the whole ones where it has no keyword. (The authors draw whole ones again at random to keep batches even.)</summary>
    public IReadOnlyList<string> Templates => Keyword is null ? CaptionTemplates.Whole : CaptionTemplates.All;

    /// <summary>The caption in every allowed template.</summary>
    /// <param name="name">The person's name.</param>
    /// <param name="expansion">What stands for the person.</param>
    public IReadOnlyList<string> Enrich(string name, CaptionExpansion expansion) =>
        [.. Templates.Select(template => Enrich(template, name, expansion))];

    /// <summary>The caption in one template.</summary>
    /// <param name="template">One of <see cref="Templates"/>.</param>
    /// <param name="name">The person's name.</param>
    /// <param name="expansion">What stands for the person.</param>
    public string Enrich(string template, string name, CaptionExpansion expansion)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(name);
        var parts = Fill(template).Split("[ENTITY]", 2);
        var (left, right) = (parts[0], parts[1]);
        return expansion switch
        {
            CaptionExpansion.Token => $"{left}[TOK]{right}",
            CaptionExpansion.TokenName => $"{left}[TOK] {name}{right}",
            CaptionExpansion.NameToken => $"{left}{name} [TOK]{right}",
            CaptionExpansion.ImageWithToken => $"An image with [TOK]. {left}{name}{right}",
            CaptionExpansion.TokenFirst => $"[TOK]. {left}{name}{right}",
            CaptionExpansion.TokenTwice => $"[TOK]. {left}[TOK]{right}",
            CaptionExpansion.Name => $"{left}{name}{right}",
            _ => throw new ArgumentOutOfRangeException(nameof(expansion)),
        };
    }

    private string Fill(string template)
    {
        if (CaptionTemplates.Whole.Contains(template))
            return template.Replace("[CAPTION]", Caption, StringComparison.Ordinal);
        if (Keyword is null || !CaptionTemplates.InPlace.Contains(template))
            throw new ArgumentException($"\"{template}\" is not a template of \"{Caption}\".", nameof(template));
        var text = template
            .Replace("[C_CHUNK_1]", before, StringComparison.Ordinal)
            .Replace("[C_CHUNK_2]", after, StringComparison.Ordinal)
            .Replace("[KEYWORD]", Keyword, StringComparison.Ordinal);
        foreach (var (article, without) in Articles)
            text = text.Replace(article, without, StringComparison.Ordinal);
        return CloseComma().Replace(text, ", ");
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsWordPart(text[at - 1])) && (at + word.Length == text.Length || !IsWordPart(text[at + word.Length])))
                return true;
        return false;
    }

    private static bool IsWordPart(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    [GeneratedRegex(@",(?![\s\d])")]
    private static partial Regex CloseComma();
}
