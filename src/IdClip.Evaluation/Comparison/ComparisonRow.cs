using IdClip.Evaluation.Metrics;

namespace IdClip.Evaluation.Comparison;

/// <summary>The figures of one system, each with its 95 % interval.</summary>
/// <param name="Group">What it belongs to.</param>
/// <param name="Name">What it is asked with.</param>
/// <param name="Role">Whether it is compared or compared to.</param>
/// <param name="Queries">Queries asked with captions.</param>
/// <param name="TextToImage">By k (1, 5, 10, 50): share of queries whose photo is among the first k.</param>
/// <param name="ImageToText">By k: share of photos with one of their texts among the first k.</param>
/// <param name="PersonRecall">By k (1, 5, 10): k-min recall of a person's photos by the person alone; null where the system knows no person.</param>
/// <param name="MeanAveragePrecision">mAP@10 as the authors have it, divided by 10; null likewise.</param>
/// <param name="NormalisedMeanAveragePrecision">mAP@10 divided by min(10, the person's photos); null likewise.</param>
/// <param name="Gain">R@1 (t2i) divided by the reference's; null where there is none, for the reference itself, and where the queries are not the same ones.</param>
public sealed record ComparisonRow(
    string Group, string Name, SystemRole Role, int Queries,
    IReadOnlyDictionary<int, Interval> TextToImage, IReadOnlyDictionary<int, Interval> ImageToText,
    IReadOnlyDictionary<int, Interval>? PersonRecall, Interval? MeanAveragePrecision, Interval? NormalisedMeanAveragePrecision, Interval? Gain);
