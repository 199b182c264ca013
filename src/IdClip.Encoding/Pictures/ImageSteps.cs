using NetVips;

namespace IdClip.Encoding.Pictures;

/// <summary>A chain of libvips images in which each step's input is given back when the chain ends.</summary>
internal sealed class ImageSteps(Image first) : IDisposable
{
    private readonly List<Image> made = [];

    public Image Current => made.Count > 0 ? made[^1] : first;

    public void Then(Func<Image, Image> step) => made.Add(step(Current));

    public void Dispose()
    {
        for (var i = made.Count - 1; i >= 0; i--)
            made[i].Dispose();
    }
}
