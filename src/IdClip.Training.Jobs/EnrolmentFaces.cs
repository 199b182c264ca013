using System.Collections.Concurrent;
using IdClip.Encoding;
using IdClip.Encoding.Pictures;
using IdClip.Evaluation.Protocol;

namespace IdClip.Training.Jobs;

/// <summary>Embeds the largest face of every enrolment photo.</summary>
public static class EnrolmentFaces
{
    /// <summary>Embeds on all cores.</summary>
    /// <returns>Every person's embeddings in the order of their photos, without people who have none; and the photos that gave none.</returns>
    public static (Dictionary<string, IReadOnlyList<float[]>> Faces, IReadOnlyList<(string File, string Reason)> Faceless) Embed(
        IReadOnlyList<Enrolment> people, LocalFaceModel model, IProgress<(int Done, int Total)>? progress, CancellationToken ct)
    {
        (string Person, string File)[] photos = [.. people.SelectMany(person => person.Photos.Select(photo => (person.Name, photo)))];
        var embeddings = new float[]?[photos.Length];
        var faceless = new ConcurrentBag<(string File, string Reason)>();
        var done = 0;
        using var analyser = model.CreateAnalyser();
        Parallel.For(0, photos.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, index =>
        {
            try
            {
                embeddings[index] = LargestFace(analyser, photos[index].File);
                if (embeddings[index] is null)
                    faceless.Add((photos[index].File, "no face was found"));
            }
            catch (PictureException error)
            {
                faceless.Add((photos[index].File, error.Message));
            }

            progress?.Report((Interlocked.Increment(ref done), photos.Length));
        });
        var faces = photos.Zip(embeddings).Where(pair => pair.Second is not null)
            .GroupBy(pair => pair.First.Person, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(person => person.Key, person => (IReadOnlyList<float[]>)[.. person.Select(pair => pair.Second!)], StringComparer.OrdinalIgnoreCase);
        return (faces, [.. faceless.OrderBy(photo => photo.File, StringComparer.Ordinal)]);
    }

    private static float[]? LargestFace(FaceAnalyser analyser, string file) =>
        analyser.Analyse(analyser.Decode(file)) is [var largest, ..] ? largest.Embedding : null;
}
