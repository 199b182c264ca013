namespace IdClip.Training;

/// <summary>A configuration, a set of photos or a run that can't be used. The message names the file and field and says what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause, if another error led here.</param>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
