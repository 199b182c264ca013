using System.CommandLine;

namespace IdClip.Bench.Search;

/// <summary><c>bench calibrate</c>: fits the figures of src/IdClip.Search/Calibration/calibration.json on photos that are not in the repository, and says how good they are.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo>("data") { Description = "Folder that holds lfw/ and flickr8k/" };
        var command = new Command("calibrate", "Fit the shipped calibrations on LFW and Flickr8k") { data };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(data).FullName;
            using var encoder = RepositoryModels.OpenEncoder();
            PersonCalibrationRun.Run(encoder, Path.Join(folder, "lfw", "images"));
            ContextCalibrationRun.Run(encoder, Path.Join(folder, "flickr8k"));
        });
        return command;
    }
}
