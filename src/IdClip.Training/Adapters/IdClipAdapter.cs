using IdClip.Models.Clip;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Training.Towers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IdClip.Training.Adapters;

/// <summary>Everything that Id-CLIP learns beside a frozen CLIP: the translator of faces and, where they are trained, prompt tokens of either tower and an update of the last text layer. On disk it has the authors' tensor names.</summary>
public sealed class IdClipAdapter : IDisposable
{
    private const string TranslatorPrefix = "translator.";
    private const string LogScaleName = "logit_scale";

    /// <summary>Puts an adapter together; it owns its parts.</summary>
    /// <param name="translator">The translator of faces.</param>
    /// <param name="imagePrompts">Visual prompt tokens <c>[1,n,width]</c>, or null.</param>
    /// <param name="textPrompts">Text prompt tokens <c>[1,n,width]</c>, or null.</param>
    /// <param name="textValue">Update of the value matrix of the last text layer, or null.</param>
    /// <param name="logScale">Logarithm of the loss's scale where it is learned, or null.</param>
    public IdClipAdapter(FaceTranslator translator, Parameter? imagePrompts = null, Parameter? textPrompts = null, ValueUpdate? textValue = null, Parameter? logScale = null)
    {
        Translator = translator;
        ImagePrompts = imagePrompts;
        TextPrompts = textPrompts;
        TextValue = textValue;
        LogScale = logScale;
    }

    /// <summary>The translator of faces.</summary>
    public FaceTranslator Translator { get; }

    /// <summary>Visual prompt tokens <c>[1,n,width]</c>, or null.</summary>
    public Parameter? ImagePrompts { get; }

    /// <summary>Text prompt tokens <c>[1,n,width]</c>, or null.</summary>
    public Parameter? TextPrompts { get; }

    /// <summary>Update of the value matrix of the last text layer, or null.</summary>
    public ValueUpdate? TextValue { get; }

    /// <summary>Logarithm of what the loss multiplies cosines by, where it is learned; null where it is fixed.</summary>
    public Parameter? LogScale { get; }

    /// <summary>The parameters by their names on disk.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters()
    {
        foreach (var (name, parameter) in Translator.named_parameters())
            yield return (TranslatorPrefix + name, parameter);
        if (ImagePrompts is not null)
            yield return (ClipTensors.ImagePrompts, ImagePrompts);
        if (TextPrompts is not null)
            yield return (ClipTensors.TextPrompts, TextPrompts);
        if (TextValue is not null)
        {
            yield return (ClipTensors.TextValueA, TextValue.A);
            yield return (ClipTensors.TextValueB, TextValue.B);
        }

        if (LogScale is not null)
            yield return (LogScaleName, LogScale);
    }

    /// <summary>Writes the parameters to a safetensors file, first under a temporary name.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var partial = path + ".partial";
        SafetensorsWriter.Write(partial, Parameters().Select(item => TensorSource.FromFloats(item.Name, [.. item.Parameter.shape.Select(size => (int)size)], Values(item.Parameter))), metadata);
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Takes parameters over from a file that <see cref="Save"/> wrote for an adapter of the same shape.</summary>
    /// <exception cref="ModelException">The file is missing or damaged, or it belongs to another kind of adapter.</exception>
    public void Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var frozen = no_grad();
        foreach (var (name, parameter) in Parameters())
        {
            var shape = file.Entry(name).Shape;
            if (!parameter.shape.SequenceEqual(shape.Select(size => (long)size)))
                throw new ModelException($"{path}: tensor '{name}' has shape [{string.Join(',', shape)}], but this configuration needs [{string.Join(',', parameter.shape)}]. Use the configuration the adapter was trained with.");
            using var values = tensor(file.ReadFloats(name), parameter.shape);
            parameter.copy_(values);
        }
    }

    /// <summary>The visual prompt tokens as the ONNX writer takes them, or null.</summary>
    public PromptTokens? ImagePromptTokens() => Tokens(ImagePrompts);

    /// <summary>The text prompt tokens as the ONNX writer takes them, or null.</summary>
    public PromptTokens? TextPromptTokens() => Tokens(TextPrompts);

    /// <summary>The update of the last text layer as the ONNX writer takes it, or null.</summary>
    public LowRankUpdate? TextValueUpdate() => TextValue is { } value ? new LowRankUpdate((int)value.A.shape[0], (int)value.A.shape[1], Values(value.A), Values(value.B)) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Translator.Dispose();
        ImagePrompts?.Dispose();
        TextPrompts?.Dispose();
        TextValue?.Dispose();
        LogScale?.Dispose();
    }

    private static PromptTokens? Tokens(Parameter? prompts) => prompts is null ? null : new PromptTokens((int)prompts.shape[1], (int)prompts.shape[2], Values(prompts));

    private static float[] Values(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        return parameter.detach().cpu().contiguous().data<float>().ToArray();
    }
}
