using Microsoft.Extensions.Configuration;

namespace IdClip.Messaging;

/// <summary>How an archive's messages travel.</summary>
public sealed record MessagingOptions
{
    /// <summary>Name of the connection string.</summary>
    public const string ConnectionName = "messaging";

    /// <summary>The address of RabbitMQ that a host is told, or null.</summary>
    public static string? ConnectionOf(IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionName) is { Length: > 0 } connection ? connection : null;

    /// <summary>Address of RabbitMQ, <c>amqp://user:password@host:port/virtual-host</c>, a virtual host an archive; null for a bus within this process.</summary>
    public string? Connection { get; init; }

    /// <summary>What this host does.</summary>
    public MessagingParts Parts { get; init; }

    /// <summary>How often a message is tried again before it is given up.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The wait before the first retry; each further one is about twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
}
