using IdClip.Models.Clip;
using IdClip.Models.Store;

namespace IdClip.Models.Import;

/// <summary>Reads the config.json that IdClip-mini was published with.</summary>
internal static class IdClipMiniHints
{
    public static CheckpointHints Read(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        var config = ConfigurationFile.TryRead(path) ?? throw new ModelException($"{path} is missing: it holds the plan of the convolutional stem");
        var image = config.Part("vision") ?? throw config.Wrong("vision");
        var steps = image.Objects("stem_plan") ?? throw image.Wrong("stem_plan");
        return new CheckpointHints
        {
            ImageHeads = image.Integer("heads"),
            TextHeads = config.Part("text")?.Integer("heads"),
            Stem = [.. steps.Select(ReadStep)],
            ImageSize = 224,
            Fit = ImageFit.Squash,
            Mean = [0.5f, 0.5f, 0.5f],
            Std = [0.5f, 0.5f, 0.5f],
        };
    }

    private static StemStep ReadStep(ConfigurationFile step) => step.Text("op") switch
    {
        "conv" => new StemStep(
            [step.SignedInteger("input") ?? throw step.Wrong("input")],
            step.Text("name"),
            step.Integer("kernel") ?? 1,
            step.Integer("stride") ?? 1,
            step.Integer("groups") ?? 1,
            step.Text("activation") == "relu6"),
        "add" => new StemStep(step.Integers("inputs") ?? throw step.Wrong("inputs")),
        var op => throw new ModelException($"{step.Path}: operation '{op}' is not read; conv and add are"),
    };
}
