using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Towers;

/// <summary>A learned update <c>b·a</c> of the value matrix of a tower's last layer, which itself stays frozen: LoRA, where POLAR has it (arXiv 2506.10182).</summary>
/// <param name="A">First factor, <c>[r,width]</c>.</param>
/// <param name="B">Second factor, <c>[width,r]</c>; zero before training, so that nothing is changed at first.</param>
public sealed record ValueUpdate(Parameter A, Parameter B) : IDisposable
{
    /// <summary>What is added to the values of tokens <c>[B,T,width]</c>.</summary>
    internal Tensor Of(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(nn.functional.linear(tokens, A), B).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
