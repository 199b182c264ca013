using IdClip.Encoding;
using IdClip.Search;
using IdClip.Search.Calibration;

namespace IdClip.Composition;

/// <summary>An adapter's text tower in this process.</summary>
/// <param name="encoder">The adapter.</param>
internal sealed class LocalJointQueryEncoder(AdapterEncoder encoder) : IJointQueryEncoder
{
    /// <inheritdoc/>
    public string Prompt => encoder.Adapter.Manifest.Prompt;

    /// <inheritdoc/>
    public ContextCalibration? Calibration { get; } = encoder.Adapter.Manifest.Calibration is { } fitted
        ? new(fitted.Slope, fitted.Midpoint, fitted.TypicalMean, fitted.TypicalDeviation, fitted.TypicalPhotos)
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<float[]> EncodeText(string text, IReadOnlyList<float[]> faces) => encoder.EncodeTexts([.. faces.Select(face => (text, face))]);
}
