using IdClip.Training.Arithmetic;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IdClip.Training.Losses;

/// <summary>The losses of Id-CLIP over unit-length features of images and texts, <c>[B,embed]</c> each (paper section 3.4).</summary>
public static class ContrastiveLoss
{
    /// <summary>The scale that the authors multiply cosines by, 1 / 0.07. Their code holds it in a parameter that no optimiser is given, so it never moves.</summary>
    public const double FixedScale = 1 / 0.07;

    /// <summary>Symmetric InfoNCE: the i-th text belongs to the i-th image and to no other.</summary>
    /// <param name="images">Unit-length image features.</param>
    /// <param name="texts">Unit-length text features.</param>
    /// <param name="scale">What cosines are multiplied by, a scalar.</param>
    public static Tensor InfoNce(Tensor images, Tensor texts, Tensor scale)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(images, texts, scale);
        var own = KeptScalars.Positions(images.shape[0], images.device);
        return functional.cross_entropy(logits, own).Plus(functional.cross_entropy(logits.t(), own)).Times(0.5).MoveToOuterDisposeScope();
    }

    /// <summary>Cross-entropy against the authors' target for texts that name only a person: the softmax of 1 where image and text show the same person and 0 elsewhere.</summary>
    /// <param name="images">Unit-length image features.</param>
    /// <param name="texts">Unit-length text features.</param>
    /// <param name="scale">What cosines are multiplied by, a scalar.</param>
    /// <param name="people">A number for each sample's person, <c>[B]</c> int64.</param>
    public static Tensor EntityCrossEntropy(Tensor images, Tensor texts, Tensor scale, Tensor people)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(images, texts, scale);
        // The matrix of equal people is symmetric, so one target serves both directions.
        var target = functional.softmax(SamePerson(people), dim: 1);
        return functional.cross_entropy(logits, target).Plus(functional.cross_entropy(logits.t(), target)).Times(0.5).MoveToOuterDisposeScope();
    }

    /// <summary>Binary cross-entropy of every pair of image and text: 1 where both show the same person.</summary>
    /// <param name="images">Unit-length image features.</param>
    /// <param name="texts">Unit-length text features.</param>
    /// <param name="scale">What cosines are multiplied by, a scalar.</param>
    /// <param name="people">A number for each sample's person, <c>[B]</c> int64.</param>
    public static Tensor EntityBinary(Tensor images, Tensor texts, Tensor scale, Tensor people)
    {
        using var scope = NewDisposeScope();
        return functional.binary_cross_entropy_with_logits(Logits(images, texts, scale), SamePerson(people)).MoveToOuterDisposeScope();
    }

    private static Tensor Logits(Tensor images, Tensor texts, Tensor scale) => images.matmul(texts.t()) * scale;

    private static Tensor SamePerson(Tensor people) => people.unsqueeze(1).eq(people.unsqueeze(0)).to(ScalarType.Float32);
}
