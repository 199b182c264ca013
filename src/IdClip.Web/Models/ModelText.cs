using System.Globalization;
using IdClip.Models.Adapters;
using IdClip.Models.Download;
using IdClip.Models.Store;
using IdClip.Web.Jobs;

namespace IdClip.Web.Models;

/// <summary>Models and adapters in words.</summary>
internal static class ModelText
{
    /// <summary>What a model does.</summary>
    public static string Kind(ModelKind kind) => kind switch
    {
        ModelKind.Clip => "text and pictures",
        ModelKind.FaceDetector => "finds faces",
        ModelKind.FaceRecogniser => "recognises faces",
        ModelKind.Vocabulary => "vocabulary",
        _ => "",
    };

    /// <summary>How far a download is.</summary>
    public static string Arriving(DownloadProgress? progress)
    {
        if (progress is null)
            return "asking for it";
        var text = progress.Total is { } total ? $"{progress.File}, {ByteSize.Text(progress.Done)} of {ByteSize.Text(total)}" : $"{progress.File}, {ByteSize.Text(progress.Done)}";
        if (progress.BytesPerSecond > 0)
            text += $", {ByteSize.Text((long)progress.BytesPerSecond)} a second";
        return progress is { Total: { } all, BytesPerSecond: > 0 } && all > progress.Done
            ? $"{text}, about {JobText.Left(TimeSpan.FromSeconds((all - progress.Done) / progress.BytesPerSecond))} left"
            : text;
    }

    /// <summary>The models that an adapter belongs to.</summary>
    public static string Base(ListedAdapter adapter) => adapter.Model.Length > 0 ? $"over {adapter.Model} and {adapter.FaceModel}" : "";

    /// <summary>What an adapter was trained on; empty where that is not recorded.</summary>
    public static string TrainedOn(ListedAdapter adapter) => adapter.CreatedAt is { } created
        ? string.Create(CultureInfo.InvariantCulture, $"Trained on {adapter.Photos:#,0} photos of {adapter.People:#,0} people, {created:yyyy-MM-dd}")
        : "";
}
