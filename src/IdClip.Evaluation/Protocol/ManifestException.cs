namespace IdClip.Evaluation.Protocol;

/// <summary>A manifest or list of people that can't be used; the message names the file, the entry and the field.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause, if another error led here.</param>
public sealed class ManifestException(string message, Exception? inner = null) : Exception(message, inner);
