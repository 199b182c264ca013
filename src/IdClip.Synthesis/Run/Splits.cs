using IdClip.Synthesis.Files;

namespace IdClip.Synthesis.Run;

/// <summary>Places identities and contexts.</summary>
internal static class Splits
{
    /// <summary>The part of one identity.</summary>
    public static Split OfIdentity(SynthesisOptions options, string name) => Of(options.Seed, options.Splits, "identity", name);

    /// <summary>The part of one context.</summary>
    public static Split OfContext(SynthesisOptions options, string name) => Of(options.Seed, options.ContextSplits ?? options.Splits, "context", name);

    private static Split Of(long seed, SplitShares shares, string kind, string name)
    {
        var place = StableChoice.Share(seed, "split", kind, name);
        return place < shares.Train ? Split.Train : place < shares.Train + shares.Validation ? Split.Validation : Split.Test;
    }
}
