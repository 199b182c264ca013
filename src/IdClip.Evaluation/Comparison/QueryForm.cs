using IdClip.Evaluation.Protocol;
using IdClip.Models.Captions;

namespace IdClip.Evaluation.Comparison;

/// <summary>How a caption and a person become text queries, as the authors' test configurations have it (mesnico/IdCLIP @ 3c45573, <c>configs/data/test</c>).</summary>
/// <param name="Expansion">What stands for the person, or null for the caption alone.</param>
/// <param name="Templates">Which templates; of no account for the caption alone.</param>
public sealed record QueryForm(CaptionExpansion? Expansion, TemplateUse Templates)
{
    private static readonly EntityCaption NoCaption = new("");

    /// <summary>The caption alone: <c>general_retrieval_baseline</c>.</summary>
    public static QueryForm CaptionAlone { get; } = new(null, TemplateUse.First);

    /// <summary>What a table calls it, for example <c>conf1, template 5</c>.</summary>
    public string Name => Expansion is { } expansion ? $"{NameOf(expansion)}, {NameOf(Templates)}" : "caption";

    /// <summary>The queries of one question; each is one or more texts whose embeddings are averaged.</summary>
    public IReadOnlyList<IReadOnlyList<PersonText>> QueriesOf(RecallQuestion question)
    {
        if (Expansion is not { } expansion)
            return [[new(question.Caption, null)]];
        var caption = new EntityCaption(question.Caption);
        PersonText In(string template) => Text(caption.Enrich(template, question.Person, expansion), question.Person);
        return Templates switch
        {
            TemplateUse.First => [[In(CaptionTemplates.Whole[0])]],
            TemplateUse.Fifth => [[In(CaptionTemplates.Whole[4])]],
            TemplateUse.Each => [.. caption.Templates.Select(template => (IReadOnlyList<PersonText>)[In(template)])],
            TemplateUse.Mean => [[.. caption.Templates.Select(In)]],
            _ => throw new InvalidOperationException($"{Templates} is no use of templates"),
        };
    }

    /// <summary>The query for a person alone: the whole templates without a caption, averaged (<c>entities_retrieval_*</c>); null for the caption alone.</summary>
    public IReadOnlyList<PersonText>? PersonQueryOf(string person) => Expansion is { } expansion
        ? [.. CaptionTemplates.Whole.Select(template => Text(NoCaption.Enrich(template, person, expansion).TrimEnd(), person))]
        : null;

    private static PersonText Text(string text, string person) => new(text, text.Contains("[TOK]", StringComparison.Ordinal) ? person : null);

    private static string NameOf(CaptionExpansion expansion) => expansion switch
    {
        CaptionExpansion.Token => "conf1",
        CaptionExpansion.TokenName => "conf2",
        CaptionExpansion.NameToken => "conf3",
        CaptionExpansion.ImageWithToken => "conf4",
        CaptionExpansion.TokenFirst => "conf5",
        CaptionExpansion.TokenTwice => "conf6",
        CaptionExpansion.Name => "name",
        _ => throw new InvalidOperationException($"{expansion} is no expansion"),
    };

    private static string NameOf(TemplateUse templates) => templates switch
    {
        TemplateUse.First => "template 1",
        TemplateUse.Fifth => "template 5",
        TemplateUse.Each => "each template",
        _ => "mean of templates",
    };
}
