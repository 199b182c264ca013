namespace IdClip.Evaluation.Metrics;

/// <summary>A figure and the range it would vary in, had other photos been taken.</summary>
/// <param name="Value">The figure on all photos.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
public readonly record struct Interval(double Value, double Low, double High);
