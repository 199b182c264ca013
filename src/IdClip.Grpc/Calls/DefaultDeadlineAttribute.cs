namespace IdClip.Grpc.Calls;

/// <summary>The deadline of calls whose client sets none; on a method it overrides that of the class.</summary>
/// <param name="seconds">Seconds, at most eight digits.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class DefaultDeadlineAttribute(int seconds) : Attribute
{
    /// <summary>Seconds.</summary>
    public int Seconds { get; } = seconds;
}
