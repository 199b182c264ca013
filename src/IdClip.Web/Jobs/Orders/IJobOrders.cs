namespace IdClip.Web.Jobs.Orders;

/// <summary>Takes orders of one kind of jobs, for the queue of this process or of another service.</summary>
public interface IJobOrders
{
    /// <summary>What is ordered, as in <see cref="ShownJob.Makes"/>.</summary>
    string Makes { get; }

    /// <summary>The form to fill in.</summary>
    /// <exception cref="IdClip.Jobs.JobException">No such job can be ordered; the message says why and what to do.</exception>
    Task<OrderForm> OpenAsync(CancellationToken ct);

    /// <summary>Puts a job into the queue.</summary>
    /// <param name="form">The form that was filled in.</param>
    /// <param name="given">What was given, by the fields' names.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="OrderException">Fields are at fault.</exception>
    /// <exception cref="IdClip.Jobs.JobException">It can't be ordered; the message says why.</exception>
    Task StartAsync(OrderForm form, IReadOnlyDictionary<string, string> given, CancellationToken ct);
}
