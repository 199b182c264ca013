using System.Text.Json;
using IdClip.Archive.Messages;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace IdClip.Messaging.Runs;

/// <summary>One message's way through a state machine, within a transaction.</summary>
internal sealed class RunContext<TRun, TMessage>(
    ConsumeContext<TMessage> context, MessageTransaction transaction, ISagaConsumeContextFactory<MessageTransaction, TRun> factory)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TRun, TMessage>
    where TRun : MachineRun
    where TMessage : class
{
    private static readonly string Machine = typeof(TRun).Name;

    public Task<SagaConsumeContext<TRun, TMessage>> Add(TRun instance) => CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TRun, TMessage>> Insert(TRun instance)
    {
        await KeepAsync(instance);
        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Insert);
    }

    public async Task<SagaConsumeContext<TRun, TMessage>> Load(Guid correlationId) =>
        await transaction.FindRunAsync(Machine, correlationId, CancellationToken) is { } body
            ? await CreateSagaConsumeContext(this, JsonSerializer.Deserialize<TRun>(body)!, SagaConsumeContextMode.Load)
            : null!;

    public Task Save(SagaConsumeContext<TRun> context) => KeepAsync(context.Saga);

    public Task Update(SagaConsumeContext<TRun> context) => KeepAsync(context.Saga);

    public Task Delete(SagaConsumeContext<TRun> context) => transaction.ForgetRunAsync(Machine, context.Saga.CorrelationId, CancellationToken);

    public Task Discard(SagaConsumeContext<TRun> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TRun> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TRun, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TRun instance, SagaConsumeContextMode mode) where T : class =>
        factory.CreateSagaConsumeContext(transaction, consumeContext, instance, mode);

    private async Task KeepAsync(TRun run)
    {
        await transaction.KeepRunAsync(Machine, run.CorrelationId, run.State, JsonSerializer.Serialize(run), CancellationToken);
        foreach (var message in run.Outgoing)
            await transaction.SendAsync(message, CancellationToken);
        run.Outgoing.Clear();
    }
}
