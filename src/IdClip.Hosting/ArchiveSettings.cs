using System.Text.Json;
using System.Text.Json.Serialization;
using IdClip.Archive.People;
using IdClip.Encoding;

namespace IdClip.Hosting;

/// <summary>What an archive was made with, kept in <c>settings.json</c> of its folder.</summary>
/// <param name="Model">Name of the CLIP model in the model store.</param>
/// <param name="FaceModel">Name of the face recogniser in the model store, one of <see cref="LocalFaceModel.Names"/>.</param>
public sealed partial record ArchiveSettings(string Model = ArchiveSettings.DefaultModel, string FaceModel = LocalFaceModel.SFace)
{
    /// <summary>The model that comes with IdClip.</summary>
    public const string DefaultModel = "idclip-mini";

    /// <summary>The cosines that decide about the recogniser's faces.</summary>
    [JsonIgnore]
    public FaceThresholds Thresholds => FaceModel == LocalFaceModel.FaceNet ? FaceThresholds.FaceNet512 : FaceThresholds.SFace;

    /// <summary>The settings of an archive; the defaults where none were written.</summary>
    /// <exception cref="IOException">The file is damaged.</exception>
    public static ArchiveSettings Load(string folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
            return new();
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SettingsFields.Default.ArchiveSettings) ?? new();
        }
        catch (JsonException error)
        {
            throw new IOException($"{path} is not JSON: {error.Message} Remove it to go back to {DefaultModel}.", error);
        }
    }

    /// <summary>Writes the settings under a temporary name, then renames them.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var temporary = PathIn(folder) + ".partial";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, SettingsFields.Default.ArchiveSettings));
        File.Move(temporary, PathIn(folder), overwrite: true);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "settings.json");

    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ArchiveSettings))]
    private sealed partial class SettingsFields : JsonSerializerContext;
}
