namespace IdClip.Models.Captions;

/// <summary>What stands for a person in a text: the configurations that the paper compares.</summary>
public enum CaptionExpansion
{
    /// <summary>conf1: the prompt token in the name's place.</summary>
    Token,

    /// <summary>conf2: the prompt token, then the name.</summary>
    TokenName,

    /// <summary>conf3: the name, then the prompt token.</summary>
    NameToken,

    /// <summary>conf4: "An image with [TOK]." before the text with the name.</summary>
    ImageWithToken,

    /// <summary>conf5: the prompt token as a sentence before the text with the name.</summary>
    TokenFirst,

    /// <summary>conf6: the prompt token as a sentence before the text with the prompt token.</summary>
    TokenTwice,

    /// <summary>The baseline: the name alone.</summary>
    Name,
}
