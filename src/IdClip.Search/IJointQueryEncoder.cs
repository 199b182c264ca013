using IdClip.Search.Calibration;

namespace IdClip.Search;

/// <summary>An open adapter as queries use it: words about a face, in the space of the adapter's photos.</summary>
public interface IJointQueryEncoder
{
    /// <summary>The text of a person alone; <c>[TOK]</c> in it is the face (paper section 3.2).</summary>
    string Prompt { get; }

    /// <summary>How the adapter's similarities become probabilities, or null where none was fitted.</summary>
    ContextCalibration? Calibration { get; }

    /// <summary>Encodes a text about each of several faces to unit length, one row a face. Thread-safe, blocks the calling thread.</summary>
    /// <param name="text">A text with <c>[TOK]</c>.</param>
    /// <param name="faces">The normalised means of people's enrolment embeddings.</param>
    /// <exception cref="AdapterException">The adapter can't be used any more.</exception>
    IReadOnlyList<float[]> EncodeText(string text, IReadOnlyList<float[]> faces);
}
