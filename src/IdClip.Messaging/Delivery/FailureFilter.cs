using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using IdClip.Archive.Messages;
using IdClip.Messages;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdClip.Messaging.Delivery;

/// <summary>Keeps a message that was given up in the catalogue. Where that fails too, the broker's error queue takes it.</summary>
internal sealed partial class FailureFilter(string queue, FailedMessages failures, Deliveries deliveries, IHostApplicationLifetime lifetime, ILogger log)
    : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // This process ends: the message stays where it is, for the next one.
        if (context.Exception is ConsumerCanceledException && lifetime.ApplicationStopping.IsCancellationRequested)
            ExceptionDispatchInfo.Throw(context.Exception);
        var failure = Describe(context);
        try
        {
            await failures.AddAsync(failure);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogUnkept(log, queue, error.Message);
            await next.Send(context);
            return;
        }
        LogFailed(log, failure.Type ?? "that can't be read", failure.MessageId, queue, failure.Attempts, failure.Reason);
        if (!context.IsFaulted)
            await context.NotifyFaulted(context.Exception);
        await deliveries.EndAsync(failure.MessageId, queue);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("failed");

    private MessageFailure Describe(ExceptionReceiveContext context)
    {
        var cause = context.Exception.GetBaseException();
        var (type, body, id) = Read(context.Body.GetString());
        return new(
            id ?? Guid.NewGuid(), queue, type, body, DateTime.UtcNow, $"{cause.GetType().Name}: {cause.Message}",
            1 + (context.ExceptionHeaders.TryGetHeader(MessageHeaders.FaultRetryCount, out var retries) ? Convert.ToInt32(retries, CultureInfo.InvariantCulture) : 0));
    }

    /// <summary>The message in MassTransit's envelope, as this program writes it; all that came, where it is none.</summary>
    private static (string? Type, string Body, Guid? Id) Read(string text)
    {
        try
        {
            using var envelope = JsonDocument.Parse(text);
            var name = envelope.RootElement.GetProperty("messageType")[0].GetString()!;
            var message = MessageTypes.Read(name[(name.LastIndexOf(':') + 1)..], envelope.RootElement.GetProperty("message").GetRawText());
            return (message.GetType().Name, MessageTypes.Write(message), message.MessageId);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            // PostgreSQL's texts hold no NUL.
            return (null, text.Replace('\0', ' '), null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Type} {Id} failed in {Queue} after {Attempts} attempts: {Reason}")]
    private static partial void LogFailed(ILogger logger, string type, Guid id, string queue, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A failure in {Queue} could not be kept in the catalogue, so the broker's error queue has the message: {Reason}")]
    private static partial void LogUnkept(ILogger logger, string queue, string reason);
}
