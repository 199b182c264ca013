using MassTransit;

namespace IdClip.Messaging.Delivery;

/// <summary>Tells that a queue's receiver is done with a message.</summary>
internal sealed class DeliveredFilter(string queue, Deliveries deliveries) : IFilter<ConsumeContext>
{
    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        await next.Send(context);
        await deliveries.EndAsync(context.MessageId, queue);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("delivered");
}
