using System.CommandLine;
using IdClip.Encoding.Faces;

namespace IdClip.Bench.Search;

/// <summary><c>bench calibrate</c>: fits the figures of src/IdClip.Search/Calibration/calibration.json on photos that are not in the repository, and says how good they are.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var data = new Argument<DirectoryInfo>("data") { Description = "Folder that holds lfw/ and flickr8k/" };
        var facenet = new Option<FileInfo?>("--facenet") { Description = "Fit the person evidence of this FaceNet-512 file instead, and nothing else" };
        var command = new Command("calibrate", "Fit the shipped calibrations on LFW and Flickr8k") { data, facenet };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(data).FullName;
            if (parsed.GetValue(facenet) is { } file)
            {
                using var other = RepositoryModels.OpenEncoder(file.FullName, RecogniserKind.FaceNet512);
                PersonCalibrationRun.Run(other, Path.Join(folder, "lfw", "images"));
                return;
            }
            using var encoder = RepositoryModels.OpenEncoder();
            PersonCalibrationRun.Run(encoder, Path.Join(folder, "lfw", "images"));
            ContextCalibrationRun.Run(encoder, Path.Join(folder, "flickr8k"));
        });
        return command;
    }
}
