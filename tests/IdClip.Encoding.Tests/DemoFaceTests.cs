using System.Numerics.Tensors;

namespace IdClip.Encoding.Tests;

public sealed class DemoFaceTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_demo_photo_has_its_faces_and_every_scene_face_is_nearest_to_its_own_enrolment()
    {
        var demo = DemoArchive.Open();
        using var encoder = TestModels.OpenEncoder();
        var encoded = encoder.EncodePhotos([.. demo.Photos.Select(photo => photo.Path)]);
        var faces = demo.Photos.Zip(encoded).ToDictionary(pair => pair.First.File, pair => pair.Second.Faces);

        Assert.All(demo.Photos, photo => Assert.Equal((photo.File, photo.People.Length), (photo.File, faces[photo.File].Count)));

        var means = demo.People.ToDictionary(person => person.Name, person => Mean(person.Enrolment.Select(file => faces[file].Single().Embedding)));
        List<float> own = [], others = [];
        foreach (var photo in demo.Photos.Where(photo => photo.File.StartsWith("scenes/", StringComparison.Ordinal)))
        {
            // Each face goes to its nearest person; together they must be the people of the photo.
            var nearest = faces[photo.File].Select(face => means.MaxBy(mean => TensorPrimitives.Dot(mean.Value, face.Embedding)).Key);
            Assert.Equal(photo.People.Order(), nearest.Order());
            foreach (var face in faces[photo.File])
            {
                var cosines = means.ToDictionary(mean => mean.Key, mean => TensorPrimitives.Dot(mean.Value, face.Embedding));
                var name = cosines.MaxBy(cosine => cosine.Value).Key;
                own.Add(cosines[name]);
                others.AddRange(cosines.Where(cosine => cosine.Key != name).Select(cosine => cosine.Value));
            }
        }

        output.WriteLine($"{own.Count} scene faces: own enrolment mean {own.Average():f3}, lowest {own.Min():f3}; others highest {others.Max():f3}, mean {others.Average():f3}");
        // ../shared/demo/check.json, computed by OpenCV: .809, .628, .441.
        Assert.InRange(own.Average(), .78, 1);
        Assert.True(own.Min() > .55, $"lowest {own.Min()}");
        Assert.True(others.Max() < .5, $"highest {others.Max()}");
    }

    private static float[] Mean(IEnumerable<float[]> embeddings)
    {
        var sum = embeddings.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm(sum), sum);
        return sum;
    }
}
