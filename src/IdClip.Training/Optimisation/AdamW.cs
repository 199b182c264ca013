using System.Globalization;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Training.Arithmetic;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Optimisation;

/// <summary>AdamW (Loshchilov and Hutter 2019, algorithm 2) with PyTorch's order of operations and constants. TorchSharp's own uses scalars that may be collected while they are read.</summary>
public sealed class AdamW : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;
    private const string StepField = "step";

    private readonly Moments[] moments;
    private long step;

    /// <summary>Creates the optimiser; it has run no steps.</summary>
    /// <param name="parameters">What it moves; the parameters stay the caller's.</param>
    public AdamW(IEnumerable<OptimisedParameter> parameters) => moments = [.. parameters.Select(item => new Moments(item))];

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        foreach (var item in moments)
            item.Parameter.grad?.zero_();
    }

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step()
    {
        step++;
        var firstCorrection = 1 - Math.Pow(FirstDecay, step);
        var secondCorrection = Math.Sqrt(1 - Math.Pow(SecondDecay, step));
        using var frozen = no_grad();
        foreach (var item in moments)
        {
            using var scope = NewDisposeScope();
            if (item.Parameter.grad is not { } gradient)
                continue;
            var parameter = item.Parameter;
            KeptScalars.With(1 - (item.LearningRate * item.WeightDecay), parameter.mul_);
            KeptScalars.With(FirstDecay, item.Mean.mul_);
            KeptScalars.With(1 - FirstDecay, share => item.Mean.add_(gradient, share));
            KeptScalars.With(SecondDecay, item.Square.mul_);
            KeptScalars.With(1 - SecondDecay, share => item.Square.addcmul_(gradient, gradient, share));
            var root = KeptScalars.With(secondCorrection, by => item.Square.sqrt().div_(by));
            root.Add(Epsilon);
            KeptScalars.With(-item.LearningRate / firstCorrection, size => parameter.addcdiv_(item.Mean, root, size));
        }
    }

    /// <summary>Writes the number of steps and both moments, first under a temporary name.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Save(string path)
    {
        var partial = path + ".partial";
        SafetensorsWriter.Write(
            partial,
            moments.SelectMany(item => item.Tensors()).Select(item => TensorSource.FromFloats(item.Name, [.. item.Tensor.shape.Select(size => (int)size)], Values(item.Tensor))),
            new Dictionary<string, string> { [StepField] = step.ToString(CultureInfo.InvariantCulture) });
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Goes on where the optimiser was that <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelException">The file is missing, damaged or of other parameters.</exception>
    public void Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(StepField, out var text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step))
            throw new ModelException($"{path} does not say after how many steps it was written.");
        foreach (var (name, moment) in moments.SelectMany(item => item.Tensors()))
        {
            if (!file.Entry(name).Shape.Select(size => (long)size).SequenceEqual(moment.shape))
                throw new ModelException($"{path}: tensor '{name}' has another shape than its parameter.");
            using var values = tensor(file.ReadFloats(name), moment.shape);
            moment.copy_(values);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in moments)
            item.Dispose();
    }

    private static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.cpu().contiguous().data<float>().ToArray();
    }

    private sealed class Moments(OptimisedParameter item) : IDisposable
    {
        public Parameter Parameter => item.Parameter;

        public double LearningRate => item.LearningRate;

        public double WeightDecay => item.WeightDecay;

        public Tensor Mean { get; } = Zeros(item.Parameter);

        public Tensor Square { get; } = Zeros(item.Parameter);

        public IEnumerable<(string Name, Tensor Tensor)> Tensors() => [(item.Name + ".mean", Mean), (item.Name + ".square", Square)];

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
        }

        private static Tensor Zeros(Parameter parameter) => zeros(parameter.shape, parameter.dtype, parameter.device).DetachFromDisposeScope();
    }
}
