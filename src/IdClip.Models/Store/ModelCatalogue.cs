using System.Text.Json;

namespace IdClip.Models.Store;

/// <summary>The models that IdClip knows, from <c>models/catalogue.json</c>, which is compiled in.</summary>
/// <param name="Models">The models.</param>
public sealed record ModelCatalogue(IReadOnlyList<CatalogueModel> Models)
{
    /// <summary>The name of the file, which also marks a folder of models that come with IdClip.</summary>
    internal const string FileName = "catalogue.json";

    /// <summary>The catalogue of this version of IdClip.</summary>
    public static ModelCatalogue Default { get; } = ReadCompiledIn();

    /// <summary>Reads a catalogue in the format of <c>models/catalogue.json</c>.</summary>
    /// <exception cref="ModelException">It can't be read.</exception>
    public static ModelCatalogue Read(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ManifestJson.Default.ModelCatalogue) ?? throw new ModelException("The model catalogue is empty");
        }
        catch (JsonException e)
        {
            throw new ModelException($"The model catalogue can't be read: {e.Message}", e);
        }
    }

    /// <summary>A model by its name, or null.</summary>
    public CatalogueModel? Find(string name) => Models.FirstOrDefault(model => model.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ModelCatalogue ReadCompiledIn()
    {
        using var json = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(FileName)!;
        return Read(json);
    }
}
