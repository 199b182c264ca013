using IdClip.Models.Clip;
using IdClip.Models.Store;

namespace IdClip.Models.Import;

/// <summary>Reads the config.json and preprocessor_config.json of Hugging Face's CLIPModel and SiglipModel.</summary>
internal static class HuggingFaceHints
{
    private static readonly float[] Half = [0.5f, 0.5f, 0.5f];

    public static CheckpointHints Read(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        var config = ConfigurationFile.TryRead(path) ?? throw new ModelException($"{path} is missing: it says how many attention heads the model has. Download it from where the weights came from.");
        var kind = config.Text("model_type") switch
        {
            "clip" => TowerKind.Clip,
            "siglip" => TowerKind.SigLip,
            var other => throw new ModelException($"{path}: model type '{other}' is not read; clip and siglip are"),
        };
        var (image, text) = (config.Part("vision_config"), config.Part("text_config"));
        var defaults = new CheckpointHints();
        var (activation, epsilon) = kind == TowerKind.Clip ? ("quick_gelu", 1e-5f) : ("gelu_pytorch_tanh", 1e-6f);
        var preprocessor = ConfigurationFile.TryRead(Path.Combine(folder, "preprocessor_config.json"));
        return defaults with
        {
            Kind = kind,
            // Hugging Face leaves out what equals its defaults.
            ImageHeads = image?.Integer("num_attention_heads") ?? 12,
            TextHeads = text?.Integer("num_attention_heads") ?? (kind == TowerKind.Clip ? 8 : 12),
            ImageActivation = ReadActivation(path, image?.Text("hidden_act") ?? activation),
            TextActivation = ReadActivation(path, text?.Text("hidden_act") ?? activation),
            ImageEpsilon = image?.Number("layer_norm_eps") ?? epsilon,
            TextEpsilon = text?.Number("layer_norm_eps") ?? epsilon,
            Fit = kind == TowerKind.Clip ? ImageFit.CropCentre : ImageFit.Squash,
            Mean = preprocessor?.ThreeNumbers("image_mean") ?? (kind == TowerKind.Clip ? defaults.Mean : Half),
            Std = preprocessor?.ThreeNumbers("image_std") ?? (kind == TowerKind.Clip ? defaults.Std : Half),
        };
    }

    private static Activation ReadActivation(string path, string name) => name switch
    {
        "quick_gelu" => Activation.QuickGelu,
        "gelu" => Activation.Gelu,
        "gelu_pytorch_tanh" or "gelu_new" => Activation.GeluTanh,
        _ => throw new ModelException($"{path}: activation '{name}' is not read; quick_gelu, gelu and gelu_pytorch_tanh are"),
    };
}
