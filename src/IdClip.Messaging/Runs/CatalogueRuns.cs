using IdClip.Archive.Messages;
using IdClip.Messages;
using MassTransit;
using MassTransit.Saga;

namespace IdClip.Messaging.Runs;

/// <summary>MassTransit's repository of runs over the catalogue: transition, remembered message and what the transition sends are one transaction.</summary>
internal sealed class CatalogueRuns<TRun>(Inbox inbox, ISagaConsumeContextFactory<MessageTransaction, TRun> factory) : ISagaRepositoryContextFactory<TRun>
    where TRun : MachineRun
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TRun, T>> next) where T : class =>
        inbox.HandleAsync(
            ((IArchiveMessage)context.Message).MessageId, typeof(TRun).Name,
            transaction => next.Send(new RunContext<TRun, T>(context, transaction, factory)), context.CancellationToken);

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TRun> query, IPipe<SagaRepositoryQueryContext<TRun, T>> next) where T : class =>
        throw new NotSupportedException("Runs are found by their id.");

    public void Probe(ProbeContext context) => context.Add("persistence", "catalogue");
}
