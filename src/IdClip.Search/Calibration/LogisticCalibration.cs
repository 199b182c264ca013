using System.Numerics.Tensors;

namespace IdClip.Search.Calibration;

/// <summary>Turns a similarity into a probability: <c>p = 1 / (1 + exp(-(Slope x similarity + Intercept)))</c>.</summary>
/// <remarks>Platt, Probabilistic outputs for support vector machines, 1999.</remarks>
/// <param name="Slope">Log-odds for one unit of similarity; above 0.</param>
/// <param name="Intercept">Log-odds at similarity 0.</param>
public sealed record LogisticCalibration(double Slope, double Intercept)
{
    private const int MaxSteps = 100;

    /// <summary>The probability of a similarity, 0..1.</summary>
    public double Probability(double similarity) => 1 / (1 + Math.Exp(-(Slope * similarity + Intercept)));

    /// <summary>The probabilities of similarities.</summary>
    /// <param name="similarities">Similarities.</param>
    /// <param name="probabilities">Receives as many probabilities; may be <paramref name="similarities"/> itself.</param>
    internal void Probabilities(ReadOnlySpan<float> similarities, Span<float> probabilities)
    {
        probabilities = probabilities[..similarities.Length];
        TensorPrimitives.Multiply(similarities, (float)Slope, probabilities);
        TensorPrimitives.Add(probabilities, (float)Intercept, probabilities);
        // TensorPrimitives takes no empty spans.
        if (!probabilities.IsEmpty)
            TensorPrimitives.Sigmoid(probabilities, probabilities);
    }

    /// <summary>Fits by penalised maximum likelihood (Newton steps).</summary>
    /// <param name="similarities">One a pair.</param>
    /// <param name="same">Whether each pair belongs together; both kinds must occur.</param>
    /// <param name="prior">Share of pairs that belong together where the calibration will be used, above 0 and below 1: pairs are weighted to it, whatever their share in the data.</param>
    /// <param name="ridge">Weight of the penalty on the squared slope, for data that a threshold separates fully.</param>
    /// <exception cref="ArgumentException">Only one kind of pair, or counts that differ.</exception>
    public static LogisticCalibration Fit(ReadOnlySpan<double> similarities, ReadOnlySpan<bool> same, double prior, double ridge = 1e-6)
    {
        if (similarities.Length != same.Length)
            throw new ArgumentException($"{similarities.Length} similarities but {same.Length} labels", nameof(same));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(prior, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(prior, 1);
        var positives = same.Count(true);
        if (positives == 0 || positives == same.Length)
            throw new ArgumentException("a calibration needs pairs that belong together and pairs that do not", nameof(same));

        double weightSame = prior / positives, weightOther = (1 - prior) / (same.Length - positives);
        double slope = 0, intercept = Math.Log(prior / (1 - prior));
        var loss = Loss(similarities, same, weightSame, weightOther, ridge, slope, intercept);
        for (var step = 0; step < MaxSteps; step++)
        {
            double gradientSlope = ridge * slope, gradientIntercept = 0, slopeSlope = ridge, slopeIntercept = 0, interceptIntercept = 1e-12;
            for (var i = 0; i < same.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(slope * similarities[i] + intercept)));
                var weight = same[i] ? weightSame : weightOther;
                var residual = weight * (p - (same[i] ? 1 : 0));
                var curvature = weight * p * (1 - p);
                gradientSlope += residual * similarities[i];
                gradientIntercept += residual;
                slopeSlope += curvature * similarities[i] * similarities[i];
                slopeIntercept += curvature * similarities[i];
                interceptIntercept += curvature;
            }
            var determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
            var stepSlope = (interceptIntercept * gradientSlope - slopeIntercept * gradientIntercept) / determinant;
            var stepIntercept = (slopeSlope * gradientIntercept - slopeIntercept * gradientSlope) / determinant;

            // A full Newton step may overshoot far from the optimum; halve it until the loss falls.
            var size = 1.0;
            double next;
            while ((next = Loss(similarities, same, weightSame, weightOther, ridge, slope - size * stepSlope, intercept - size * stepIntercept)) > loss && size > 1e-10)
                size /= 2;
            if (!(next < loss))
                break;
            (slope, intercept) = (slope - size * stepSlope, intercept - size * stepIntercept);
            if (loss - next < 1e-14)
                break;
            loss = next;
        }
        return new(slope, intercept);
    }

    private static double Loss(
        ReadOnlySpan<double> similarities, ReadOnlySpan<bool> same, double weightSame, double weightOther, double ridge, double slope, double intercept)
    {
        var loss = ridge * slope * slope / 2;
        for (var i = 0; i < same.Length; i++)
        {
            var t = slope * similarities[i] + intercept;
            // log(1 + exp(x)) without overflow
            var x = same[i] ? -t : t;
            loss += (same[i] ? weightSame : weightOther) * (Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))));
        }
        return loss;
    }
}
