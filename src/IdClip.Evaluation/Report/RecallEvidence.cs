using System.Text.Json.Serialization;

namespace IdClip.Evaluation.Report;

/// <summary>What a question was asked with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecallEvidence>))]
public enum RecallEvidence
{
    /// <summary>The caption without the name.</summary>
    [JsonStringEnumMemberName("context only")]
    Context,

    /// <summary>The name without the caption.</summary>
    [JsonStringEnumMemberName("person only")]
    Person,

    /// <summary>The name and the caption.</summary>
    [JsonStringEnumMemberName("person + context")]
    PersonAndContext,
}
