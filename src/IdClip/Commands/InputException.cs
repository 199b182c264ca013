namespace IdClip.Commands;

/// <summary>Something given on the command line is wrong; the message says what and what to do.</summary>
/// <param name="message">One or a few lines for the person who typed the command.</param>
internal sealed class InputException(string message) : Exception(message);
