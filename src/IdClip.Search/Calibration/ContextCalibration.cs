namespace IdClip.Search.Calibration;

/// <summary>Turns image-text similarities into probabilities by how far they stand out among all photos of the archive for the same query.</summary>
/// <remarks>
/// A raw similarity means nothing across queries: some sentences are near every photo. Its standard score against the archive does.
/// An archive of few photos knows its own mean and spread badly, so the model's typical ones count as <paramref name="TypicalPhotos"/> more photos.
/// </remarks>
/// <param name="Slope">Log-odds for one standard deviation; above 0.</param>
/// <param name="Midpoint">Standard deviations above the mean at which the probability is one half.</param>
/// <param name="TypicalMean">Mean similarity of unrelated photo and text for the image model.</param>
/// <param name="TypicalDeviation">Standard deviation of the same; above 0.</param>
/// <param name="TypicalPhotos">Photos that the typical figures count for, above 0.</param>
public sealed record ContextCalibration(double Slope, double Midpoint, double TypicalMean, double TypicalDeviation, double TypicalPhotos)
{
    /// <summary>The calibration of one query.</summary>
    /// <param name="similarities">Similarity of every photo of the archive to the query; may be empty.</param>
    public LogisticCalibration For(ReadOnlySpan<float> similarities) => For(similarities, similarities.Length);

    /// <summary>The calibration of one query by a sample.</summary>
    /// <remarks>With n photos drawn at random the mean is off by 1/sqrt(n) of a standard deviation and the deviation by 1/sqrt(2n) of itself (standard errors, for similarities that are normally distributed).</remarks>
    /// <param name="similarities">Similarity of photos that were drawn at random from the archive; may be empty.</param>
    /// <param name="photos">Photos that they stand for.</param>
    public LogisticCalibration For(ReadOnlySpan<float> similarities, long photos)
    {
        var weight = similarities.IsEmpty ? 0 : (double)photos / similarities.Length;
        var total = similarities.Length * weight + TypicalPhotos;
        var sum = TypicalPhotos * TypicalMean;
        foreach (var similarity in similarities)
            sum += weight * similarity;
        var mean = sum / total;

        var squares = TypicalPhotos * TypicalDeviation * TypicalDeviation;
        foreach (var similarity in similarities)
            squares += weight * (similarity - mean) * (similarity - mean);
        var deviation = Math.Sqrt(squares / total);
        return new(Slope / deviation, -Slope * (mean / deviation + Midpoint));
    }
}
