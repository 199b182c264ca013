using IdClip.Archive.Messages;
using IdClip.Messages;
using MassTransit;
using MassTransit.Saga;

namespace IdClip.Messaging.Runs;

/// <summary>MassTransit's repository of runs over the catalogue: transition, remembered message and what the transition sends are one transaction.</summary>
internal sealed class CatalogueRuns<TRun>(Inbox inbox, RunNews news, ISagaConsumeContextFactory<MessageTransaction, TRun> factory) : ISagaRepositoryContextFactory<TRun>
    where TRun : MachineRun
{
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TRun, T>> next) where T : class
    {
        var message = (IArchiveMessage)context.Message;
        if (await inbox.HandleAsync(
            message.MessageId, typeof(TRun).Name,
            transaction => next.Send(new RunContext<TRun, T>(context, transaction, factory)), context.CancellationToken))
            news.Tell(typeof(TRun).Name, message.Run);
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TRun> query, IPipe<SagaRepositoryQueryContext<TRun, T>> next) where T : class =>
        throw new NotSupportedException("Runs are found by their id.");

    public void Probe(ProbeContext context) => context.Add("persistence", "catalogue");
}
