namespace IdClip.Training.Data;

/// <summary>Reads a photo's preprocessed pixels, <c>[3,size,size]</c> row-major, at the size of the model that is trained. Called from several threads.</summary>
/// <param name="file">The file as its <see cref="TrainingPhoto"/> names it.</param>
/// <param name="cancellation">Ends the reading.</param>
public delegate float[] PhotoPixels(string file, CancellationToken cancellation);
