using Google.Rpc;
using IdClip.Grpc.Calls;
using IdClip.Synthesis;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>The folders whose contents clients may name: sets are made from what lies below them and written below them.</summary>
internal sealed class SynthesisRoots
{
    private const int UsualPerContext = 5;

    private readonly string[] _roots;

    /// <param name="roots">Folders that exist.</param>
    public SynthesisRoots(IEnumerable<string> roots) => _roots = [.. roots.Select(RealPath.Of)];

    /// <summary>What a client asks for, with every path checked.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">A field is at fault; the details name it.</exception>
    public (SynthesisOptions Options, SynthesisModels Models) Check(Contract.SynthesisSet set)
    {
        if (set.Swapper.Length == 0 != (set.SwapperEmbedder.Length == 0))
            throw StatusDetails.Invalid("set.swapper_embedder", "The swapper and the recogniser that it was trained with belong together: give both or none.");
        var options = new SynthesisOptions
        {
            Contexts = FileAt("contexts", set.Contexts),
            Keypoints = OptionalFileAt("keypoints", set.Keypoints),
            Images = FolderAt("images", set.Images),
            Gallery = FolderAt("gallery", set.Gallery),
            Output = Below("output", set.Output),
            PerContext = RequestCount.Of("set.per_context", set.PerContext, UsualPerContext, GrpcLimits.MaxPerContext),
            Seed = set.HasSeed ? set.Seed : 1,
            Research = set.Research,
            // The server has searches to answer meanwhile.
            Workers = Math.Max(1, Environment.ProcessorCount - 1),
        };
        return (options, new(
            OptionalFileAt("judge", set.Judge),
            OptionalFileAt("swapper", set.Swapper),
            OptionalFileAt("swapper_embedder", set.SwapperEmbedder),
            OptionalFileAt("attributes", set.Attributes)));
    }

    private string? OptionalFileAt(string field, string path) => path.Length == 0 ? null : FileAt(field, path);

    private string FileAt(string field, string path) => Existing(field, Below(field, path), File.Exists);

    private string FolderAt(string field, string path) => Existing(field, Below(field, path), Directory.Exists);

    private static string Existing(string field, string path, Predicate<string> exists) => exists(path)
        ? path
        : throw StatusDetails.Fields(Code.NotFound, ($"set.{field}", "It does not exist on the server, or it may not be read."));

    private string Below(string field, string path)
    {
        RequestText.Check($"set.{field}", path, GrpcLimits.MaxPathLength);
        if (!Path.IsPathFullyQualified(path) || path.Contains('\0', StringComparison.Ordinal))
            throw StatusDetails.Invalid($"set.{field}", "It is not an absolute path; the server's working folder is not yours.");
        var real = RealPath.Of(path);
        // Whether anything is there is told only of places that may be named.
        return _roots.Any(root => RealPath.IsBelow(root, real))
            ? real
            : throw StatusDetails.Invalid($"set.{field}", "It is not below a folder that the server allows (idclip serve --synth-root DIR).");
    }
}
