namespace IdClip.Models.Adapters;

/// <summary>How similarities between an adapter's texts and its photos become probabilities: the numbers of Search's context calibration, fitted on photos the adapter was not trained on.</summary>
/// <param name="Slope">Log-odds for one standard deviation of the similarities of all photos to one text; above 0.</param>
/// <param name="Midpoint">Standard deviations above the mean at which the probability is one half.</param>
/// <param name="TypicalMean">Mean similarity of a text and a photo it does not describe.</param>
/// <param name="TypicalDeviation">Standard deviation of those similarities; above 0.</param>
/// <param name="TypicalPhotos">How many photos the typical values count as beside an archive's own.</param>
/// <param name="Provenance">What it was fitted on.</param>
public sealed record AdapterCalibration(double Slope, double Midpoint, double TypicalMean, double TypicalDeviation, double TypicalPhotos, string Provenance);
