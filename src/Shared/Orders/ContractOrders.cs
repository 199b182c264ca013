using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using IdClip.Jobs;
using IdClip.Web.Jobs.Orders;

namespace IdClip.Orders;

/// <summary>Orders of the page as messages of proto/, for a service of this process or of another one.</summary>
/// <param name="makes">What is ordered.</param>
/// <param name="service">What the service is called where it does not answer.</param>
/// <param name="open">The form; an <c>RpcException</c> says why none can be ordered.</param>
/// <param name="start">Puts a job into the queue, or fails as the service does.</param>
internal sealed class ContractOrders<TMessage>(string makes, string service, Func<CancellationToken, Task<OrderForm>> open, Func<TMessage, CancellationToken, Task> start) : IJobOrders
    where TMessage : IMessage<TMessage>, new()
{
    /// <inheritdoc/>
    public string Makes => makes;

    /// <inheritdoc/>
    public Task<OrderForm> OpenAsync(CancellationToken ct) => AskAsync(() => open(ct), null);

    /// <inheritdoc/>
    public Task StartAsync(OrderForm form, IReadOnlyDictionary<string, string> given, CancellationToken ct) => AskAsync(
        async () =>
        {
            await start(Read(form, given), ct);
            return true;
        },
        form);

    private static TMessage Read(OrderForm form, IReadOnlyDictionary<string, string> given)
    {
        var message = new TMessage();
        var problems = new Dictionary<string, string>();
        foreach (var field in form.Fields)
            if (given.TryGetValue(field.Name, out var text) && text.Length > 0)
            {
                var described = message.Descriptor.FindFieldByName(field.Name);
                if (ValueOf(described.FieldType, text) is { } value)
                    described.Accessor.SetValue(message, value);
                else
                    problems[field.Name] = $"'{text}' is not a whole number.";
            }
        return problems.Count == 0 ? message : throw new OrderException(problems);
    }

    private static object? ValueOf(FieldType type, string text) => type switch
    {
        FieldType.Int32 => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        FieldType.Int64 => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        FieldType.Bool => bool.Parse(text),
        _ => text,
    };

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, OrderForm? form)
    {
        try
        {
            return await ask();
        }
        catch (RpcException error)
        {
            throw Explain(error, form);
        }
    }

    private Exception Explain(RpcException error, OrderForm? form)
    {
        if (error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal)
            return new JobException($"The {service} service does not answer. Try again when it is back.", error);
        // Fields are named from the request on, as in set.contexts.
        var problems = error.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => (Field: violation.Field[(violation.Field.LastIndexOf('.') + 1)..], violation.Description)).ToList() ?? [];
        return problems.Count > 0 && form is not null && problems.TrueForAll(problem => form.Fields.Any(field => field.Name == problem.Field))
            ? new OrderException(problems.ToDictionary(problem => problem.Field, problem => problem.Description))
            : new JobException(error.Status.Detail, error);
    }
}
