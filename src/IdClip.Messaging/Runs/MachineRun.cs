using System.Text.Json.Serialization;
using IdClip.Messages;
using MassTransit;

namespace IdClip.Messaging.Runs;

/// <summary>What a state machine remembers of a run; kept in the catalogue as JSON.</summary>
public abstract class MachineRun : SagaStateMachineInstance
{
    /// <inheritdoc/>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the state.</summary>
    public string State { get; set; } = "";

    /// <summary>What the transition sends, in the transaction that keeps it.</summary>
    [JsonIgnore]
    internal List<IArchiveMessage> Outgoing { get; } = [];
}
