using IdClip.Encoding;
using IdClip.Encoding.Faces;
using IdClip.Models.Store;

namespace IdClip.Services.Encoding;

internal static class Extensions
{
    /// <summary>Registers the models that the configuration names; they are loaded when they are first used.</summary>
    /// <exception cref="ModelException">A model is not on this machine.</exception>
    public static void AddEncoding(this WebApplicationBuilder builder)
    {
        var options = ServiceOptions.Of(builder.Configuration);
        var models = ModelStore.Default();
        var faces = models.FilePath(options.FaceModel);
        var encoder = LocalEncoder.Create(models.OpenClip(options.Model), models.FilePath("yunet"), faces, new() { Recogniser = RecogniserKinds.Of(faces) });
        builder.Services.AddSingleton(_ => encoder);
    }
}
