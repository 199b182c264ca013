using IdClip.Grpc.Calls;
using IdClip.Synthesis.Jobs;
using Microsoft.Extensions.Options;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>Takes orders of sets, of clients and of this process.</summary>
/// <param name="options">The folders that may be named.</param>
/// <param name="queue">The queue; null where the server makes no sets.</param>
public sealed class SynthesisIntake(IOptions<GrpcOptions> options, SynthesisJobs? queue = null)
{
    private const string RootOption = "--synth-root";

    /// <summary>The queue.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">There is none; says why.</exception>
    public SynthesisJobs Queue => queue
        ?? throw StatusDetails.Precondition("SYNTHESIS_ROOTS", $"This server makes no sets. Start it with idclip serve {RootOption} DIR, which names a folder that clients may use.");

    /// <summary>Puts a set into the queue.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">A field is at fault, named in the details, or there is no queue.</exception>
    /// <exception cref="IdClip.Jobs.JobException">It can't be queued.</exception>
    public Contract.SynthesisJob Start(Contract.SynthesisSet set) =>
        SynthesisService.MapToJob(Queue.Start(SynthesisOrders.Read(set, new(RootOption, options.Value.SynthesisRoots))));
}
