namespace IdClip.Training.Configuration;

/// <summary>How a template's <c>[ENTITY]</c> becomes a query (the authors' configurations of retrieval).</summary>
public enum QueryForm
{
    /// <summary>The caption alone.</summary>
    Plain,

    /// <summary>The person's name and no face.</summary>
    Name,

    /// <summary>The face in place of the name.</summary>
    Conf1,

    /// <summary>The face, then the name.</summary>
    Conf2,

    /// <summary>The name, then the face.</summary>
    Conf3,

    /// <summary>"An image with" the face, then the text with the name.</summary>
    Conf4,

    /// <summary>The face as a sentence of its own, then the text with the name.</summary>
    Conf5,

    /// <summary>The face as a sentence of its own, then the text with the face.</summary>
    Conf6,
}
