using IdClip.Synthesis.Contexts;
using IdClip.Tests;

namespace IdClip.Synthesis.Tests.Contexts;

public sealed class CaptionedPhotosTests : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    [Fact]
    public void Coco_captions_and_keypoints_come_together_by_file_name_whatever_the_order_of_lists_and_the_size_of_values()
    {
        // One annotation is larger than the reader's first buffer, as segmentations of crowds are.
        var segmentation = string.Join(',', Enumerable.Repeat("1.25", 400_000));
        var captions = Write("captions.json", """{"info":{"a":[1,{"images":2}]},"annotations":[{"image_id":7,"caption":" a man runs "},{"image_id":9,"caption":"a dog"},{"image_id":7,"caption":"he runs"}],"images":[{"id":9,"file_name":"dog.jpg"},{"id":7,"file_name":"man.jpg"}]}""");
        var keypoints = Write("keypoints.json", $$"""{"images":[{"id":7,"file_name":"man.jpg"}],"annotations":[{"image_id":7,"num_keypoints":12,"iscrowd":0,"segmentation":[{{segmentation}}]},{"image_id":7,"num_keypoints":0,"iscrowd":0}]}""");

        var photos = CaptionedPhotos.Read(Options(captions) with { Keypoints = keypoints });

        Assert.Equal(["dog.jpg", "man.jpg"], photos.Select(photo => photo.File));
        Assert.Equal([null, 1], photos.Select(photo => photo.People));
        Assert.Equal(["a man runs", "he runs"], photos[1].Captions);
    }

    [Fact]
    public void A_crowd_counts_as_many_people()
    {
        var captions = Write("captions.json", """{"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[{"image_id":1,"caption":"a man"}]}""");
        var keypoints = Write("keypoints.json", """{"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[{"image_id":1,"num_keypoints":0,"iscrowd":1},{"image_id":1,"num_keypoints":9,"iscrowd":0}]}""");

        Assert.True(CaptionedPhotos.Read(Options(captions) with { Keypoints = keypoints })[0].People > 1);
    }

    [Fact]
    public void A_table_keeps_the_first_captions_and_what_is_quoted()
    {
        var table = Write("captions.csv", "image,caption\nb.jpg,\"a man, running\"\na.jpg,one\nb.jpg,two\nb.jpg,three\n");

        var photos = CaptionedPhotos.Read(Options(table) with { ContextLimits = new() { Captions = 2 } });

        Assert.Equal(["a.jpg", "b.jpg"], photos.Select(photo => photo.File));
        Assert.Equal(["a man, running", "two"], photos[1].Captions);
    }

    [Theory]
    [InlineData("c.json", "[]")]
    [InlineData("c.json", "{\"images\":[{\"id\":\"x\"}]}")]
    [InlineData("c.json", "{\"images\":[")]
    [InlineData("c.json", "{}")]
    [InlineData("c.csv", "a,b\n1,2\n")]
    [InlineData("c.csv", "")]
    public void Other_files_are_refused_by_name(string name, string text)
    {
        var path = Write(name, text);

        Assert.Contains(path, Assert.Throws<SynthesisException>(() => CaptionedPhotos.Read(Options(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_captions_of_coco_are_read()
    {
        var photos = CaptionedPhotos.Read(Options(TestFolders.Shared("data/coco/annotations/captions_val2017.json")));

        Assert.Equal(5000, photos.Count);
        Assert.All(photos, photo => Assert.Equal(5, photo.Captions.Count));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private SynthesisOptions Options(string contexts) => new() { Contexts = contexts, Images = folder, Gallery = folder, Output = folder };

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
