using System.Globalization;
using IdClip.Search.Judgements;
using IdClip.Web.Jobs;

namespace IdClip.Web.Judgements;

/// <summary>Recall in words.</summary>
internal static class RecallText
{
    /// <summary>How far a measurement is.</summary>
    public static string Of(MeasuringProgress at) => at switch
    {
        { Encoding: true, Total: 0 } => $"Preparing {at.Adapter}",
        { Encoding: true } => string.Create(CultureInfo.InvariantCulture, $"{at.Adapter}: {at.Done:#,0} of {at.Total:#,0} photos encoded{(at.Remaining is { } left ? $", about {JobText.Left(left)} left" : "")}"),
        { Adapter: { } adapter } => $"{adapter}: {at.Done} of {at.Total} queries asked",
        _ => $"{at.Done} of {at.Total} queries asked",
    };

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}");
}
