namespace IdClip.Models.Clip;

/// <summary>What a transformer's MLP applies between its two layers.</summary>
public enum Activation
{
    /// <summary><c>x * sigmoid(1.702 x)</c>: OpenAI's CLIP.</summary>
    QuickGelu,

    /// <summary>GELU by the error function: open_clip's own models.</summary>
    Gelu,

    /// <summary>GELU by the tanh approximation: SigLIP.</summary>
    GeluTanh,
}
