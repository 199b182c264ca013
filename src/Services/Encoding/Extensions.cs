using IdClip.Encoding;
using IdClip.Models.Store;

namespace IdClip.Services.Encoding;

internal static class Extensions
{
    /// <summary>Registers the models that the configuration names, and this machine's adapters; they are loaded when they are first used.</summary>
    /// <exception cref="ModelException">A model is not on this machine.</exception>
    public static void AddEncoding(this WebApplicationBuilder builder)
    {
        var models = ServiceOptions.Of(builder.Configuration).Models();
        var store = ModelStore.Default();
        var faces = LocalFaceModel.Open(models.FaceModel);
        var encoder = LocalEncoder.Create(store.OpenClip(models.Model), store.FilePath("yunet"), faces.File, new() { Recogniser = faces.Kind });
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(_ => encoder);
        builder.Services.AddSingleton(_ => new AdapterEncoders(models.Model, models.FaceModel, encoder));
    }
}
