using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IdClip.Training.Adapters;

/// <summary>Turns a face embedding into a word for the text tower: linear layers without bias, ReLU between them (paper section 3.2; the authors' <c>mlp-1-layer</c>).</summary>
public sealed class FaceTranslator : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> linears;
    private readonly Linear @out;

    /// <summary>Creates a translator with PyTorch's default initialisation, drawn from TorchSharp's generator.</summary>
    /// <param name="faceWidth">Channels of a face embedding, for example 512.</param>
    /// <param name="width">Channels of the text tower.</param>
    /// <param name="hidden">Channels of the hidden layers.</param>
    /// <param name="layers">Hidden layers, 1 in the paper.</param>
    public FaceTranslator(int faceWidth, int width, int hidden, int layers = 1)
        : base(nameof(FaceTranslator))
    {
        FaceWidth = faceWidth;
        linears = new ModuleList<Linear>([.. Enumerable.Range(0, layers).Select(layer => Linear(layer == 0 ? faceWidth : hidden, hidden, hasBias: false))]);
        @out = Linear(hidden, width, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Channels of a face embedding.</summary>
    public int FaceWidth { get; }

    /// <summary>Translates faces <c>[B,faceWidth]</c> to words <c>[B,width]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        foreach (var linear in linears)
            input = functional.relu(linear.forward(input));
        return @out.forward(input).MoveToOuterDisposeScope();
    }
}
