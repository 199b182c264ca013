using System.Numerics.Tensors;
using IdClip.Archive.People;

namespace IdClip.Search.Evidence;

/// <summary>What faces are compared with: the normalised mean of a person's enrolment.</summary>
internal static class PersonTemplate
{
    /// <summary>Templates of people, row-major.</summary>
    /// <param name="names">People wanted, by enrolled name.</param>
    /// <param name="people">The gallery.</param>
    /// <param name="dimension">Numbers a face embedding.</param>
    /// <returns>Zeros for somebody who has no embedding: no face is like that.</returns>
    public static float[] Of(IReadOnlyList<string> names, IReadOnlyList<EnrolledPerson> people, int dimension)
    {
        var byName = people.ToDictionary(p => p.Name);
        var templates = new float[names.Count * dimension];
        for (var i = 0; i < names.Count; i++)
        {
            var template = templates.AsSpan(i * dimension, dimension);
            foreach (var embedding in byName[names[i]].Embeddings)
                TensorPrimitives.Add(template, embedding, template);
            if (TensorPrimitives.Norm<float>(template) is > 0 and var norm)
                TensorPrimitives.Divide(template, norm, template);
        }
        return templates;
    }
}
