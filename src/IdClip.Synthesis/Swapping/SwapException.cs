namespace IdClip.Synthesis.Swapping;

/// <summary>Two faces can't be brought together; the message says why.</summary>
public sealed class SwapException(string message) : Exception(message);
