using System.CommandLine;

namespace IdClip.Bench.Index;

/// <summary><c>bench index</c>: the exact index beside faiss and usearch on the same vectors in the same run.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "Vectors.", DefaultValueFactory = _ => 1_000_000 };
        var dimension = new Option<int>("--dim") { Description = "Numbers a vector.", DefaultValueFactory = _ => 512 };
        var queries = new Option<int>("--queries") { Description = "Queries.", DefaultValueFactory = _ => 96 };
        var kind = new Option<string>("--data") { Description = "What the vectors are like.", DefaultValueFactory = _ => "gaussian" };
        kind.AcceptOnlyFromAmong("gaussian", "clustered");
        var peers = new Option<DirectoryInfo?>("--peers") { Description = "Python packages faiss and usearch; without it only IdClip runs." };
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Where vectors and index are kept for the next run.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Path.GetTempPath(), "idclip-bench-index")) };
        var json = new Option<FileInfo?>("--json") { Description = "Also writes the figures there." };
        var command = new Command("index", "Exact search beside faiss and usearch.") { rows, dimension, queries, kind, peers, folder, json };
        command.SetAction(parsed => new IndexComparison(
            parsed.GetValue(kind)!, parsed.GetValue(rows), parsed.GetValue(dimension), parsed.GetValue(queries), parsed.GetValue(folder)!.FullName).Run(
            parsed.GetValue(peers)?.FullName, parsed.GetValue(json)?.FullName));
        return command;
    }
}
