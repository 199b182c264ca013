using System.Text.Json.Serialization;
using IdClip.Jobs;

namespace IdClip.Synthesis.Jobs;

/// <summary>A set to make.</summary>
/// <param name="Options">What is made from what.</param>
/// <param name="Models">Models that the asker brought.</param>
public sealed record SynthesisOrder(SynthesisOptions Options, SynthesisModels Models) : IJobOrder
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Output => Options.Output;
}
