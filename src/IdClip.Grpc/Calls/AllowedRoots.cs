using Google.Rpc;
using IdClip.Archive.Ingest.Walk;

namespace IdClip.Grpc.Calls;

/// <summary>The folders whose contents clients may name: jobs read what lies below them and write below them.</summary>
internal sealed class AllowedRoots
{
    private readonly string _option;
    private readonly string[] _roots;

    /// <param name="option">How a server is told of them, for messages.</param>
    /// <param name="roots">Folders that exist.</param>
    public AllowedRoots(string option, IEnumerable<string> roots) => (_option, _roots) = (option, [.. roots.Select(RealPath.Of)]);

    /// <summary>A file that exists, or null where none is named.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">The path is at fault; the details name the field.</exception>
    public string? OptionalFileAt(string field, string path) => path.Length == 0 ? null : FileAt(field, path);

    /// <summary>A file that exists.</summary>
    /// <inheritdoc cref="OptionalFileAt" path="/exception"/>
    public string FileAt(string field, string path) => Existing(field, Below(field, path), File.Exists);

    /// <summary>A folder that exists.</summary>
    /// <inheritdoc cref="OptionalFileAt" path="/exception"/>
    public string FolderAt(string field, string path) => Existing(field, Below(field, path), Directory.Exists);

    /// <summary>A path, with links followed, whether or not anything is there.</summary>
    /// <inheritdoc cref="OptionalFileAt" path="/exception"/>
    public string Below(string field, string path)
    {
        RequestText.Check(field, path, GrpcLimits.MaxPathLength);
        if (!Path.IsPathFullyQualified(path) || path.Contains('\0', StringComparison.Ordinal))
            throw StatusDetails.Invalid(field, "It is not an absolute path; the server's working folder is not yours.");
        var real = RealPath.Of(path);
        // Whether anything is there is told only of places that may be named.
        return _roots.Any(root => RealPath.IsBelow(root, real))
            ? real
            : throw StatusDetails.Invalid(field, $"It is not below a folder that the server allows (idclip serve {_option} DIR).");
    }

    private static string Existing(string field, string path, Predicate<string> exists) => exists(path)
        ? path
        : throw StatusDetails.Fields(Code.NotFound, (field, "It does not exist on the server, or it may not be read."));
}
