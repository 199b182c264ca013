using IdClip.Messages.Synthesis;
using MassTransit;

namespace IdClip.Messaging.Runs;

/// <summary>Queued, then made or not. A job that is started again is queued again; what is told late of an earlier start changes nothing.</summary>
public sealed class SynthesisMachine : MassTransitStateMachine<SynthesisRun>
{
    private const string DoneState = "Done";

    /// <summary>The states and what leads from one to the next.</summary>
    public SynthesisMachine()
    {
        InstanceState(run => run.State);
        Event(() => Requested, e => e.CorrelateById(context => context.Message.Run));
        Event(() => Finished, e => e.CorrelateById(context => context.Message.Run));

        Initially(Queue(When(Requested)), End(When(Finished)));
        DuringAny(
            Queue(When(Requested, context => context.Message.QueuedAt > context.Saga.QueuedAt)),
            End(When(Finished, context => context.Message.QueuedAt >= context.Saga.QueuedAt)));
    }

    /// <summary>In the queue of its host, or being made.</summary>
    public State Queued { get; } = null!;

    /// <summary>Made.</summary>
    public State Done { get; } = null!;

    /// <summary>Failed, cancelled or interrupted.</summary>
    public State Ended { get; } = null!;

    /// <summary>It was put into the queue.</summary>
    public Event<SynthesisRequested> Requested { get; } = null!;

    /// <summary>It ended.</summary>
    public Event<SynthesisFinished> Finished { get; } = null!;

    private EventActivityBinder<SynthesisRun, SynthesisRequested> Queue(EventActivityBinder<SynthesisRun, SynthesisRequested> binder) => binder
        .Then(context => (context.Saga.Output, context.Saga.QueuedAt, context.Saga.Failure) = (context.Message.Output, context.Message.QueuedAt, null))
        .TransitionTo(Queued);

    private EventActivityBinder<SynthesisRun, SynthesisFinished> End(EventActivityBinder<SynthesisRun, SynthesisFinished> binder) => binder
        .Then(context => (context.Saga.Output, context.Saga.QueuedAt, context.Saga.Failure) = (context.Message.Output, context.Message.QueuedAt, context.Message.Failure))
        .IfElse(context => context.Message.State == DoneState, done => done.TransitionTo(Done), ended => ended.TransitionTo(Ended));
}
