namespace IdClip.Search;

/// <summary>An open adapter can't be used any more, so a search does without it.</summary>
/// <param name="message">Why, in a sentence for people.</param>
/// <param name="inner">The cause.</param>
public sealed class AdapterException(string message, Exception? inner = null) : Exception(message, inner);
