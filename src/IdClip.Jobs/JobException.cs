namespace IdClip.Jobs;

/// <summary>A queue that can't be opened or can't take a job. The message says what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause, if another error led here.</param>
public sealed class JobException(string message, Exception? inner = null) : Exception(message, inner);
