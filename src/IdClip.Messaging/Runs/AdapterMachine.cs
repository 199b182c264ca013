using IdClip.Messages.Adapters;
using MassTransit;

namespace IdClip.Messaging.Runs;

/// <summary>Trained, then either kept in the store, or re-indexing, then active or superseded. What somebody asks for begins with re-indexing. The adapter before answers until the flip.</summary>
public sealed class AdapterMachine : MassTransitStateMachine<AdapterRun>
{
    /// <summary>The states and what leads from one to the next.</summary>
    public AdapterMachine()
    {
        InstanceState(run => run.State);
        Event(() => Trained, e => e.CorrelateById(context => context.Message.Run));
        Event(() => Flipped, e =>
        {
            e.CorrelateById(context => context.Message.Run);
            e.OnMissingInstance(missing => missing.Discard());
        });

        Event(() => Abandoned, e =>
        {
            e.CorrelateById(context => context.Message.Run);
            e.OnMissingInstance(missing => missing.Discard());
        });

        Initially(
            When(Trained)
                .Then(context => (context.Saga.Adapter, context.Saga.Identity) = (context.Message.Adapter, context.Message.Identity))
                .IfElse(context => context.Message.Activate, Reindex, kept => kept.TransitionTo(Kept)));
        // The job was started again and made another adapter.
        DuringAny(
            When(Trained)
                .Then(context => (context.Saga.Adapter, context.Saga.Identity) = (context.Message.Adapter, context.Message.Identity))
                .If(context => context.Message.Activate, Reindex));
        DuringAny(When(Abandoned).If(context => context.Message.Identity == context.Saga.Identity, superseded => superseded.TransitionTo(Superseded)));
        DuringAny(When(Flipped).If(context => context.Message.Identity == context.Saga.Identity, active => active.TransitionTo(Active)));
    }

    /// <summary>In the store, and not asked for.</summary>
    public State Kept { get; } = null!;

    /// <summary>Photos are being encoded for it.</summary>
    public State Reindexing { get; } = null!;

    /// <summary>Searches use it.</summary>
    public State Active { get; } = null!;

    /// <summary>Another adapter, or none, was asked for before all photos were encoded.</summary>
    public State Superseded { get; } = null!;

    /// <summary>A training job ended.</summary>
    public Event<AdapterTrained> Trained { get; } = null!;

    /// <summary>The alias was flipped.</summary>
    public Event<IndexFlipped> Flipped { get; } = null!;

    /// <summary>The re-index was left off.</summary>
    public Event<ReindexAbandoned> Abandoned { get; } = null!;

    private EventActivityBinder<AdapterRun, AdapterTrained> Reindex(EventActivityBinder<AdapterRun, AdapterTrained> binder) => binder
        .Then(context => context.Saga.Outgoing.Add(new ReindexRequested(context.Message.Run, context.Message.Adapter, context.Message.Identity)))
        .TransitionTo(Reindexing);
}
