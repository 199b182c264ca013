using System.Globalization;
using IdClip.Jobs;

namespace IdClip.Web.Jobs;

/// <summary>Jobs in words; the hosts that describe sets and training say it the same way.</summary>
public static class JobText
{
    /// <summary>What a job of a set does.</summary>
    public const string MakeSet = "Make a set";

    /// <summary>What a job of training does.</summary>
    public const string TrainAdapter = "Train an adapter";

    /// <summary>What a job of a set or of training is doing, by the name of its stage in <c>proto/</c>.</summary>
    public static string Stage(string name) => name switch
    {
        "Gallery" => "looking for faces in the gallery",
        "Contexts" => "looking for faces in the captioned photos",
        "Photos" => "working through the photos",
        "Lists" => "writing the lists",
        "Faces" => "looking for faces in enrolment photos",
        "Steps" => "learning",
        _ => "",
    };

    /// <summary>What the button is called that starts a job of a queue again; null where there is none.</summary>
    public static string? Again(JobState state) => state switch
    {
        JobState.Failed => "Try again",
        JobState.Cancelled or JobState.Interrupted => "Go on",
        _ => null,
    };

    /// <summary>How far a set is.</summary>
    public static IReadOnlyList<string> Kept(long kept, long dropped) => kept + dropped == 0
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{kept:#,0} photos kept, {dropped:#,0} dropped")];

    /// <summary>How far a training is, or what it came to.</summary>
    /// <param name="epochs">Epochs that are finished; 0 where they are not told.</param>
    /// <param name="loss">Loss of the last step; null before the first.</param>
    /// <param name="recall">R@1 of the last or best validation in percent; null without one.</param>
    public static IReadOnlyList<string> Learned(int epochs, double? loss, double? recall)
    {
        var figures = new List<string>();
        if (epochs > 0)
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"{epochs} epochs"));
        if (loss is { } value)
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"loss {value:0.000}"));
        if (recall is { } percent)
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"R@1 {percent:0.0} % on validation"));
        return figures;
    }

    internal static string State(JobState state) => state switch
    {
        JobState.Queued => "waits",
        JobState.Running => "at work",
        JobState.Done => "done",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        JobState.Interrupted => "interrupted",
        _ => "",
    };

    /// <summary>Time left, rounded as an estimate is: <c>40 s</c>, <c>12 min</c>, <c>3 h 20 min</c>.</summary>
    internal static string Left(TimeSpan left) => left switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{left.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalHours):0} h {left.Minutes} min"),
    };

    /// <summary>What a message asks for, in words.</summary>
    internal static string Message(string? type) => type switch
    {
        "IngestRequested" => "Index photos",
        "ReindexRequested" => "Encode photos for an adapter",
        "AdapterTrained" or "IndexFlipped" or "ReindexAbandoned" => $"News of an adapter ({type})",
        "SynthesisRequested" or "SynthesisFinished" => $"News of a set ({type})",
        null => "A message that can't be read",
        _ => $"News of an index job ({type})",
    };
}
