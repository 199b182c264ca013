namespace IdClip.Evaluation.Comparison;

/// <summary>Which of the authors' templates a caption is asked in.</summary>
public enum TemplateUse
{
    /// <summary>The first, "An image with [ENTITY]. [CAPTION]": what IdClip asks an adapter in a search.</summary>
    First,

    /// <summary>The fifth, "[ENTITY] in the image. [CAPTION]": what the authors' notebook reports as <c>static5</c>.</summary>
    Fifth,

    /// <summary>All that the caption allows, each a query of its own: the authors' test configurations (<c>templates_ensembling: False</c>).</summary>
    Each,

    /// <summary>All that the caption allows, their embeddings averaged to one query.</summary>
    Mean,
}
