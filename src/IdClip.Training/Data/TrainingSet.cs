using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IdClip.Training.Data;

/// <summary>What a run learns from: photos with their captions, and embeddings of the faces of the people in them. Held in memory.</summary>
public sealed class TrainingSet
{
    private readonly float[][] means;
    private readonly Dictionary<string, int> numbers;

    /// <summary>Puts a set together.</summary>
    /// <param name="photos">The photos of a manifest.</param>
    /// <param name="faces">Every person's enrolment embeddings, all of one width. They must come from other photos than those trained on.</param>
    /// <exception cref="TrainingException">A photo has no caption, a person has no embedding, or widths differ.</exception>
    public TrainingSet(IReadOnlyList<TrainingPhoto> photos, IReadOnlyDictionary<string, IReadOnlyList<float[]>> faces)
    {
        if (photos.Count < 2)
            throw new TrainingException($"A training set needs at least 2 photos, but this one has {photos.Count}. Check the manifest.");
        foreach (var (photo, index) in photos.Select((photo, index) => (photo, index)))
        {
            if (photo.Captions.Count == 0)
                throw new TrainingException($"Photo {index + 1} ('{photo.File}') has no captions. Give it one, or leave it out of the manifest.");
            if (!faces.TryGetValue(photo.Person, out var own) || own.Count == 0)
                throw new TrainingException($"Photo {index + 1} ('{photo.File}') shows a person without face embeddings. Add enrolment photos of that person to people.json.");
        }

        People = [.. photos.Select(photo => photo.Person).Distinct().Order(StringComparer.Ordinal)];
        FaceWidth = faces[People[0]][0].Length;
        if (FaceWidth == 0 || People.SelectMany(person => faces[person]).Any(face => face.Length != FaceWidth || face.Any(value => !float.IsFinite(value))))
            throw new TrainingException($"Face embeddings must all have {FaceWidth} finite numbers. Embed every face with the same model.");
        Photos = photos;
        Faces = [.. People.Select(person => faces[person])];
        means = [.. Faces.Select(Mean)];
        numbers = People.Index().ToDictionary(item => item.Item, item => item.Index);
        PersonOf = [.. photos.Select(photo => numbers[photo.Person])];
    }

    private static float[] Mean(IReadOnlyList<float[]> faces)
    {
        var sum = new float[faces[0].Length];
        foreach (var face in faces)
            TensorPrimitives.Add(sum, face, sum);
        var length = TensorPrimitives.Norm(sum);
        TensorPrimitives.Multiply(sum, length > 0 ? 1 / length : 0, sum);
        return sum;
    }

    /// <summary>The photos.</summary>
    public IReadOnlyList<TrainingPhoto> Photos { get; }

    /// <summary>Channels of a face embedding.</summary>
    public int FaceWidth { get; }

    /// <summary>The people's names, sorted.</summary>
    public IReadOnlyList<string> People { get; }

    /// <summary>Each person's embeddings, in the order of <see cref="People"/>.</summary>
    internal IReadOnlyList<IReadOnlyList<float[]>> Faces { get; }

    /// <summary>The normalised mean of a person's embeddings, which is what searches and validation use.</summary>
    /// <param name="person">One of <see cref="People"/>.</param>
    /// <exception cref="KeyNotFoundException">The set has no photo of that person.</exception>
    public float[] MeanFace(string person) => means[numbers[person]];

    /// <summary>One embedding of a person, or their normalised mean for <see cref="TrainingSample.MeanFace"/>, which is what searches use.</summary>
    internal float[] Face(int person, int face) => face == TrainingSample.MeanFace ? means[person] : Faces[person][face];

    /// <summary>Each photo's person, by number.</summary>
    internal IReadOnlyList<int> PersonOf { get; }

    /// <summary>Lower-case hex sha256 of photos, captions and embeddings in their order: what tells two sets apart. Pixels are part of it where <see cref="TrainingPhoto.Sha256"/> is given.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var photo in Photos)
            foreach (var text in (string[])[photo.File, photo.Person, photo.Context ?? "", photo.Sha256 ?? "", .. photo.Captions, "\n"])
                hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        foreach (var face in Faces.SelectMany(own => own))
            hash.AppendData(MemoryMarshal.AsBytes(face.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
