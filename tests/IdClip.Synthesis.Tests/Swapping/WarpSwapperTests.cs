using System.Numerics.Tensors;
using IdClip.Encoding.Faces;
using IdClip.Encoding.Pictures;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Swapping;

namespace IdClip.Synthesis.Tests.Swapping;

public sealed class WarpSwapperTests(DemoFaces demo) : IClassFixture<DemoFaces>
{
    private readonly WarpSwapper swapper = new();

    [Theory]
    [InlineData("tomas_lindqvist_01", "ramiro_quellan")]
    [InlineData("mira_okafor_01", "isolde_marwick")]
    [InlineData("greta_falkenrath_02", "yuna_hoshikawa")]
    public void The_face_becomes_the_sources_and_ceases_to_be_the_contexts(string scene, string person)
    {
        var (context, target) = demo.Scene(scene);
        var gallery = demo.Gallery(person);
        var chosen = swapper.Order(target, [.. gallery.Select(photo => photo.Face)])[0];
        var others = gallery.Where(photo => photo.Face != chosen).Select(photo => photo.Face.Face.Embedding).ToList();

        var result = swapper.Swap(context, target, gallery.First(photo => photo.Face == chosen).Picture, chosen);

        var face = demo.Analyser.Analyse(result)[0];
        // The same place as before, and to the detector as much a face.
        Assert.InRange(face.Box.X, target.Box.X - (.15f * target.Box.Width), target.Box.X + (.15f * target.Box.Width));
        Assert.True(face.Score > target.Score - .05f, $"detector score {target.Score} became {face.Score}");
        float before = others.Average(other => Cosine(target.Embedding, other)), after = others.Average(other => Cosine(face.Embedding, other));
        Assert.True(after > before + .15f, $"cosine to the source was {before}, is {after}");
        Assert.True(after > Cosine(face.Embedding, target.Embedding), $"cosine to the source {after}, to the original {Cosine(face.Embedding, target.Embedding)}");
        Assert.InRange(SeamMeasure.GradientRatio(context, result), .5f, 2f);
    }

    [Fact]
    public void Pixels_away_from_the_face_stay_as_they_are_and_the_context_itself_is_untouched()
    {
        var (context, target) = demo.Scene("tomas_lindqvist_01");
        var (photo, source) = demo.Gallery("ramiro_quellan")[0];
        var before = context.Pixels.ToArray();

        var result = swapper.Swap(context, target, photo, source);

        Assert.Equal(before, context.Pixels);
        var box = target.Box;
        var changed = 0;
        for (var y = 0; y < context.Height; y++)
        {
            for (var x = 0; x < context.Width; x++)
            {
                var same = context.Pixels.AsSpan(((y * context.Width) + x) * 3, 3).SequenceEqual(result.Pixels.AsSpan(((y * context.Width) + x) * 3, 3));
                var near = x > box.X - (.25f * box.Width) && x < box.X + (1.25f * box.Width) && y > box.Y - (.25f * box.Height) && y < box.Y + (1.25f * box.Height);
                Assert.True(same || near, $"pixel {x}, {y} changed");
                changed += same ? 0 : 1;
            }
        }

        Assert.InRange(changed / (box.Width * box.Height), .3f, 1.2f);
    }

    [Fact]
    public void The_same_inputs_give_the_same_pixels()
    {
        var (context, target) = demo.Scene("mira_okafor_02");
        var (photo, source) = demo.Gallery("greta_falkenrath")[1];
        var first = swapper.Swap(context, target, photo, source);
        var all = new RgbPicture[4];
        Parallel.For(0, all.Length, i => all[i] = swapper.Swap(context, target, photo, source));
        Assert.All(all, picture => Assert.Equal(first.Pixels, picture.Pixels));
    }

    [Theory]
    [InlineData(.3)]
    [InlineData(3)]
    public void A_source_of_any_size_will_do(double size)
    {
        var (context, target) = demo.Scene("tomas_lindqvist_02");
        var (photo, _) = demo.Gallery("baraka_tembold")[0];
        using var image = NetVips.Image.NewFromMemory(photo.Pixels, photo.Width, photo.Height, 3, NetVips.Enums.BandFormat.Uchar);
        using var resized = image.Resize(size);
        var other = new RgbPicture(resized.Width, resized.Height, resized.WriteToMemory<byte>());
        var source = new GalleryFace("baraka_tembold", "a", "", demo.Analyser.Analyse(other)[0]);

        var face = demo.Analyser.Analyse(swapper.Swap(context, target, other, source))[0];

        Assert.True(Cosine(face.Embedding, source.Face.Embedding) > Cosine(target.Embedding, source.Face.Embedding) + .15f);
    }

    [Fact]
    public void The_source_that_looks_the_same_way_or_does_so_in_a_mirror_comes_first()
    {
        var target = Turned(20);
        var sources = new[] { Source("ahead", Turned(0)), Source("mirrored", Turned(-20)), Source("away", Turned(45)), Source("blurred", Turned(20) with { Sharpness = 5 }) };
        var order = swapper.Order(target, sources);
        Assert.Equal("mirrored", order[0].File);
        Assert.Equal(order, swapper.Order(target, [.. sources.Reverse()]));
        Assert.Equal(sources.Length, order.Distinct().Count());
    }

    [Fact]
    public void A_face_that_lies_outside_its_photo_is_refused()
    {
        var (context, target) = demo.Scene("tomas_lindqvist_01");
        var (photo, source) = demo.Gallery("ramiro_quellan")[0];
        var moved = target with { Landmarks = [.. target.Landmarks.Select((value, i) => i % 2 == 0 ? value + context.Width - target.Landmarks[4] : value)] };
        Assert.Throws<SwapException>(() => swapper.Swap(context, moved, photo, source));
        var collapsed = target with { Landmarks = [.. target.Landmarks.Select((_, i) => target.Landmarks[i % 2])] };
        Assert.Throws<SwapException>(() => swapper.Swap(context, collapsed, photo, source));
    }

    private static float Cosine(float[] a, float[] b) => TensorPrimitives.CosineSimilarity<float>(a, b);

    private static GalleryFace Source(string name, Face face) => new("someone", name, "", face);

    /// <summary>ArcFace's template with the nose moved as a head's turn moves it.</summary>
    private static Face Turned(float yaw)
    {
        var nose = 56 + (.63f * 35.2f * MathF.Tan(yaw * MathF.PI / 180));
        return new(new FaceBox(20, 20, 80, 90), [38.3f, 51.6f, 73.5f, 51.6f, nose, 71.7f, 41.5f, 92.3f, 70.7f, 92.3f], .9f, 200, []);
    }
}
