using System.Text.Json;
using IdClip.Models.Clip;
using IdClip.Models.Tokens;

namespace IdClip.Models.Store;

/// <summary>The <c>model.json</c> of a model folder: everything that is needed to run its weights.</summary>
internal sealed record ModelManifest
{
    public const string FileName = "model.json";

    // A model.json is a few kilobytes; nothing larger is read.
    private const long LargestFile = 1 << 20;

    /// <summary>Version of this format.</summary>
    public int Format { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>Lower-case hex sha256 of the weights as they were published.</summary>
    public required string Identity { get; init; }

    public required string Licence { get; init; }

    /// <summary>The weights' file in the same folder.</summary>
    public required string Weights { get; init; }

    /// <summary>Lower-case hex sha256 of that file; differs from the identity where tensors were renamed.</summary>
    public required string WeightsSha256 { get; init; }

    public TokenizerDescription? Tokenizer { get; init; }

    public required ImagePreprocessing Preprocessing { get; init; }

    public required ClipConfiguration Configuration { get; init; }

    /// <summary>Version of the writers that put graphs in the same folder, or 0 where there are none.</summary>
    public int Graphs { get; init; }

    public static ModelManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestFile)
                throw new ModelException($"{path} is too large to be a model description");
            var manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.ModelManifest) ?? throw new ModelException($"{path} is empty");
            if (manifest.Format != 1)
                throw new ModelException($"{path} is of format {manifest.Format}; this version of IdClip reads format 1");
            // The names come from a file, and are joined to the folder.
            foreach (var file in new[] { manifest.Weights, manifest.Tokenizer?.File })
            {
                if (file is not null && Path.GetFileName(file) != file)
                    throw new ModelException($"{path}: '{file}' is not the name of a file beside it");
            }

            return manifest;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{folder} is not a model folder: it has no {FileName}. Import a checkpoint with 'idclip models import'.", e);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} can't be read: {e.Message}", e);
        }
    }

    public void Write(string folder)
    {
        using var stream = File.Create(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(stream, this, ManifestJson.Default.ModelManifest);
    }
}
