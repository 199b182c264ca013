using IdClip.Archive.Ingest.Jobs;
using IdClip.Messages;
using IdClip.Messages.Ingest;
using MassTransit;

namespace IdClip.Messaging.Runs;

/// <summary>Queued, running, then done, failed or cancelled. Counts are added up in every state: workers that were told to stop still commit what they had made.</summary>
public sealed class IngestMachine : MassTransitStateMachine<IngestRun>
{
    /// <summary>The states and what leads from one to the next.</summary>
    public IngestMachine()
    {
        InstanceState(run => run.State);
        Event(() => Begun, Known);
        Event(() => Found, Known);
        Event(() => Encoded, Known);
        Event(() => Indexed, Known);
        Event(() => Removed, Known);
        Event(() => Finished, Known);

        DuringAny(
            When(Begun, context => IsOpen(context.Saga, context.Message.Round)).Then(context => context.Saga.Tally.Take(context.Message)).TransitionTo(Running),
            When(Found).Then(context => context.Saga.Tally.Take(context.Message)),
            When(Encoded).Then(context => context.Saga.Tally.Take(context.Message)),
            When(Indexed).Then(context => context.Saga.Tally.Take(context.Message)),
            When(Removed).Then(context => context.Saga.Tally.Take(context.Message)),
            When(Finished, context => IsOpen(context.Saga, context.Message.Round)).Then(context => context.Saga.Tally.Take(context.Message))
                .IfElse(context => context.Message.State == IndexJobState.Done, done => done.TransitionTo(Done), failed => failed.TransitionTo(Failed)));
    }

    /// <summary>No worker has joined yet.</summary>
    public State Queued { get; } = null!;

    /// <summary>Workers are at it.</summary>
    public State Running { get; } = null!;

    /// <summary>Nothing is left to do.</summary>
    public State Done { get; } = null!;

    /// <summary>It could not go on.</summary>
    public State Failed { get; } = null!;

    /// <summary>Somebody stopped it.</summary>
    public State Cancelled { get; } = null!;

    /// <summary>A worker has joined.</summary>
    public Event<IngestBegun> Begun { get; } = null!;

    /// <summary>A walk is so far.</summary>
    public Event<PhotosFound> Found { get; } = null!;

    /// <summary>Files were read.</summary>
    public Event<PhotosEncoded> Encoded { get; } = null!;

    /// <summary>Photos became searchable.</summary>
    public Event<PhotosIndexed> Indexed { get; } = null!;

    /// <summary>Photos were removed.</summary>
    public Event<PhotosRemoved> Removed { get; } = null!;

    /// <summary>Nothing more happens.</summary>
    public Event<IngestFinished> Finished { get; } = null!;

    private static bool IsOpen(IngestRun run, int round) => run.State is IndexJobState.Queued or IndexJobState.Running && run.Tally.Round == round;

    private static void Known<TMessage>(IEventCorrelationConfigurator<IngestRun, TMessage> e) where TMessage : class, IArchiveMessage
    {
        e.CorrelateById(context => context.Message.Run);
        // An old job that was forgotten.
        e.OnMissingInstance(missing => missing.Discard());
    }
}
