using System.Text.Json;

namespace IdClip.Search.Calibration;

/// <summary>calibration.json: one entry a model, with the data it was fitted on. The first entry of each kind stands in for unknown models.</summary>
/// <param name="Person">By face recogniser.</param>
/// <param name="Context">By image tower.</param>
internal sealed record ShippedCalibrations(
    IReadOnlyList<ShippedCalibrations.Entry<LogisticCalibration>> Person, IReadOnlyList<ShippedCalibrations.Entry<ContextCalibration>> Context)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="Model">The model's name.</param>
    /// <param name="Identity">Its identity, lower-case hex sha256; null for an entry of no one model.</param>
    /// <param name="Provenance">Data, date, number of pairs, prior.</param>
    /// <param name="Fit">The figures.</param>
    public sealed record Entry<T>(string Model, string? Identity, string Provenance, T Fit);

    public static ShippedCalibrations Read()
    {
        using var stream = typeof(ShippedCalibrations).Assembly.GetManifestResourceStream("calibration.json")!;
        return JsonSerializer.Deserialize<ShippedCalibrations>(stream, Options)!;
    }

    public LogisticCalibration PersonOf(string faceModel) => Of(Person, faceModel);

    public ContextCalibration ContextOf(string imageModel) => Of(Context, imageModel);

    private static T Of<T>(IReadOnlyList<Entry<T>> entries, string identity) =>
        (entries.FirstOrDefault(e => e.Identity == identity) ?? entries[0]).Fit;
}
