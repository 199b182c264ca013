using System.Globalization;

namespace IdClip.Search.Evidence;

/// <summary>The parts of a score in words.</summary>
internal static class ReasonText
{
    /// <summary>For example <c>person Mira Okafor .97 (face 2) x context .61 x joint .83</c>, or <c>person Mira Okafor named by you (face 2, seen 0:03 to 0:07)</c>.</summary>
    public static string Of(
        IReadOnlyList<PersonEvidence> people, IReadOnlyList<(string What, double Probability)> conditions, ContextEvidence? context, ContextEvidence? scene, double? joint) =>
        string.Join(" x ",
        [
            .. people.Select(p => $"person {p.Name} {(p.IsNamed ? "named by you" : Short(p.Probability))} ({FaceOf(p)})"),
            .. conditions.Select(c => $"{c.What} {Short(c.Probability)}"),
            .. context is null ? Array.Empty<string>() : [$"context {Short(context.Probability)}"],
            .. scene is null ? Array.Empty<string>() : [$"scene {Short(scene.Probability)}"],
            .. joint is { } probability ? [$"joint {Short(probability)}"] : Array.Empty<string>(),
        ]);

    private static string FaceOf(PersonEvidence person) => person.Face switch
    {
        null => "no face",
        { Track: { } track } => $"face {person.FaceNumber}, seen {track}",
        _ => $"face {person.FaceNumber}",
    };

    // Two digits are what the calibration is good for; .00 and 1.00 would claim certainty.
    private static string Short(double probability) => probability switch
    {
        < .005 => "<.01",
        >= .995 => ">.99",
        _ => probability.ToString(".00", CultureInfo.InvariantCulture),
    };
}
