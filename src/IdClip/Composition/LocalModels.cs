using IdClip.Encoding;
using IdClip.Models.Store;

namespace IdClip.Composition;

/// <summary>The models of this machine as one encoder.</summary>
internal static class LocalModels
{
    /// <summary>An encoder of a CLIP model with YuNet and SFace; nothing is loaded before it is used.</summary>
    /// <exception cref="ModelException">A model is not on this machine.</exception>
    public static LocalEncoder Open(string model)
    {
        var models = ModelStore.Default();
        return LocalEncoder.Create(models.OpenClip(model), models.FilePath("yunet"), models.FilePath("sface"));
    }
}
