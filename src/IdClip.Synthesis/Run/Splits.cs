using IdClip.Synthesis.Files;

namespace IdClip.Synthesis.Run;

/// <summary>Places identities and contexts.</summary>
internal static class Splits
{
    /// <summary>The part of one name.</summary>
    public static Split Of(SynthesisOptions options, string kind, string name)
    {
        var place = StableChoice.Share(options.Seed, "split", kind, name);
        var shares = options.Splits;
        return place < shares.Train ? Split.Train : place < shares.Train + shares.Validation ? Split.Validation : Split.Test;
    }
}
