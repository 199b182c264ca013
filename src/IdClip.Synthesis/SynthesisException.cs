namespace IdClip.Synthesis;

/// <summary>A set can't be made from what was given; the message names the file or field and says what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause, if another error led here.</param>
public sealed class SynthesisException(string message, Exception? inner = null) : Exception(message, inner);
