using IdClip.Encoding;
using IdClip.Hosting;
using IdClip.Models.Store;

namespace IdClip.Composition;

/// <summary>The models of this machine as one encoder.</summary>
internal static class LocalModels
{
    /// <summary>An encoder of an archive's CLIP and face model with YuNet; nothing is loaded before it is used.</summary>
    /// <exception cref="ModelException">A model is not on this machine.</exception>
    public static LocalEncoder Open(ArchiveSettings settings)
    {
        var models = ModelStore.Default();
        var faces = LocalFaceModel.Open(settings.FaceModel);
        return LocalEncoder.Create(models.OpenClip(settings.Model), models.FilePath("yunet"), faces.File, new() { Recogniser = faces.Kind });
    }
}
