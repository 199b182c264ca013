using IdClip.Grpc.Calls;
using IdClip.Synthesis;
using IdClip.Synthesis.Jobs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>Sets as clients ask for them and as they are made.</summary>
internal static class SynthesisOrders
{
    private const int UsualPerContext = 5;

    /// <summary>What a client asks for, with every path checked.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">A field is at fault; the details name it.</exception>
    public static SynthesisOrder Read(Contract.SynthesisSet set, AllowedRoots roots)
    {
        if (set.Swapper.Length == 0 != (set.SwapperEmbedder.Length == 0))
            throw StatusDetails.Invalid("set.swapper_embedder", "The swapper and the recogniser that it was trained with belong together: give both or none.");
        var options = new SynthesisOptions
        {
            Contexts = roots.FileAt("set.contexts", set.Contexts),
            Keypoints = roots.OptionalFileAt("set.keypoints", set.Keypoints),
            Images = roots.FolderAt("set.images", set.Images),
            Gallery = roots.FolderAt("set.gallery", set.Gallery),
            Output = roots.Below("set.output", set.Output),
            PerContext = RequestCount.Of("set.per_context", set.PerContext, UsualPerContext, GrpcLimits.MaxPerContext),
            Seed = set.HasSeed ? set.Seed : 1,
            Research = set.Research,
            // The server has searches to answer meanwhile.
            Workers = Math.Max(1, Environment.ProcessorCount - 1),
        };
        return new(options, new(
            roots.OptionalFileAt("set.judge", set.Judge),
            roots.OptionalFileAt("set.swapper", set.Swapper),
            roots.OptionalFileAt("set.swapper_embedder", set.SwapperEmbedder),
            roots.OptionalFileAt("set.attributes", set.Attributes)));
    }

    /// <summary>The set as a client would ask for it.</summary>
    public static Contract.SynthesisSet Write(SynthesisOrder order) => new()
    {
        Contexts = order.Options.Contexts,
        Keypoints = order.Options.Keypoints ?? "",
        Images = order.Options.Images,
        Gallery = order.Options.Gallery,
        Output = order.Options.Output,
        PerContext = order.Options.PerContext,
        Seed = order.Options.Seed,
        Research = order.Options.Research,
        Swapper = order.Models.Swapper ?? "",
        SwapperEmbedder = order.Models.SwapperEmbedder ?? "",
        Judge = order.Models.Judge ?? "",
        Attributes = order.Models.Attributes ?? "",
    };
}
