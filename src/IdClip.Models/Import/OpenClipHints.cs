using IdClip.Models.Clip;
using IdClip.Models.Store;

namespace IdClip.Models.Import;

/// <summary>Reads open_clip's configuration; without one the checkpoint is taken for OpenAI's.</summary>
internal static class OpenClipHints
{
    // Options that change a tower's result without leaving a trace in its tensors.
    private static readonly string[] UnreadOptions = ["no_causal_mask", "norm_kwargs", "act_kwargs", "attentional_pool", "embed_cls", "timm_model_name", "hf_model_name", "input_patchnorm"];

    public static CheckpointHints Read(string folder)
    {
        var config = ConfigurationFile.TryRead(Path.Combine(folder, "open_clip_config.json")) ?? ConfigurationFile.TryRead(Path.Combine(folder, "config.json"));
        if (config?.Part("model_cfg") is not { } model)
        {
            return new CheckpointHints
            {
                Assumption = "No open_clip_config.json lies beside the weights: OpenAI's QuickGELU is assumed, which is wrong for most models trained by open_clip itself.",
            };
        }

        var (image, text, preprocess) = (model.Part("vision_cfg"), model.Part("text_cfg"), config.Part("preprocess_cfg"));
        Refuse(image);
        Refuse(text);
        var defaults = new CheckpointHints();
        var activation = model.Flag("quick_gelu") == true ? Activation.QuickGelu : Activation.Gelu;
        return defaults with
        {
            ImageHeads = image?.Integer("width") / (image?.Integer("head_width") ?? 64),
            TextHeads = text?.Integer("heads") ?? 8,
            ImageActivation = activation,
            TextActivation = activation,
            Fit = preprocess?.Text("resize_mode") switch
            {
                null or "shortest" => ImageFit.CropCentre,
                "squash" => ImageFit.Squash,
                var mode => throw new ModelException($"{preprocess?.Path}: resize mode '{mode}' is not read; shortest and squash are"),
            },
            Mean = preprocess?.ThreeNumbers("mean") ?? defaults.Mean,
            Std = preprocess?.ThreeNumbers("std") ?? defaults.Std,
        };
    }

    private static void Refuse(ConfigurationFile? tower)
    {
        if (tower is null)
            return;
        if (UnreadOptions.FirstOrDefault(option => tower.Holds(option) && !IsOff(tower, option)) is { } found)
            throw new ModelException($"{tower.Path}: towers with '{found}' are not read. If the model is also published for Hugging Face transformers, import that version.");
        if (tower.Text("pool_type") is { } pool && pool is not ("tok" or "argmax"))
            throw new ModelException($"{tower.Path}: pooling '{pool}' is not read");
    }

    private static bool IsOff(ConfigurationFile tower, string option) =>
        option is "no_causal_mask" or "attentional_pool" or "embed_cls" or "input_patchnorm" && tower.Flag(option) == false;
}
