using System.CommandLine;

namespace IdClip.Bench.Encoding;

/// <summary><c>bench encoding</c>: the whole encoder beside the bare sessions.</summary>
internal static class EncodingCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--photos") { Description = "Folder of photos (default: demo/scenes of the repository)" };
        var threads = new Option<int>("--threads") { Description = "Chunks at a time", DefaultValueFactory = _ => Environment.ProcessorCount };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of both sides in turn", DefaultValueFactory = _ => 3 };
        var batch = new Option<int>("--batch") { Description = "Inputs a run of tower and recogniser", DefaultValueFactory = _ => new IdClip.Encoding.EncoderOptions().Batch };
        var command = new Command("encoding", "Images a second of decode, resize, faces and tower, beside bare ONNX Runtime sessions on the same inputs") { folder, threads, rounds, batch };
        command.SetAction(result => EncodingBenchmark.Run(
            result.GetValue(folder)?.FullName ?? BenchFiles.Demo("scenes"), result.GetValue(threads), result.GetValue(rounds), result.GetValue(batch)));
        return command;
    }
}
