using IdClip.Messages;
using IdClip.Messages.Adapters;
using IdClip.Messages.Ingest;
using IdClip.Messages.Synthesis;

namespace IdClip.Messaging.Delivery;

/// <summary>The queues and who wants what. Messages are sent to queues, which are made with the first one: a receiver that starts later finds them.</summary>
internal static class Queues
{
    public const string AdapterRuns = "idclip-adapter-runs";
    public const string SynthesisRuns = "idclip-synthesis-runs";
    public const string IngestRuns = "idclip-ingest-runs";
    public const string Reindex = "idclip-reindex";
    public const string Ingest = "idclip-ingest";

    /// <summary>The queues that a message is for.</summary>
    public static IReadOnlyList<string> Of(IArchiveMessage message) => message switch
    {
        AdapterTrained or IndexFlipped or ReindexAbandoned => [AdapterRuns],
        ReindexRequested => [Reindex],
        SynthesisRequested or SynthesisFinished => [SynthesisRuns],
        IngestRequested => [Ingest],
        IngestBegun or PhotosFound or PhotosEncoded or PhotosIndexed or PhotosRemoved or IngestFinished => [IngestRuns],
        _ => [],
    };

    /// <summary>Whether all messages of a queue go to one host as long as it lives: what ends an index job must not be handled before what was counted in it.</summary>
    public static bool IsInOrder(string queue) => queue == IngestRuns;

    /// <summary>The queues that a host receives from.</summary>
    public static IReadOnlySet<string> Of(MessagingParts parts) => new[]
    {
        (MessagingParts.Runs, AdapterRuns), (MessagingParts.Runs, SynthesisRuns), (MessagingParts.Runs, IngestRuns),
        (MessagingParts.Reindexing, Reindex), (MessagingParts.Indexing, Ingest),
    }.Where(queue => parts.HasFlag(queue.Item1)).Select(queue => queue.Item2).ToHashSet();
}
