using System.Text.Json;
using IdClip.Models.Store;

namespace IdClip.Models.Adapters;

/// <summary>The <c>adapter.json</c> of an adapter's folder: what its <c>adapter.safetensors</c> belongs to and how it is used.</summary>
public sealed record AdapterManifest
{
    /// <summary>Name of this file in an adapter's folder.</summary>
    public const string FileName = "adapter.json";

    /// <summary>Name of the weights' file in an adapter's folder.</summary>
    public const string WeightsName = "adapter.safetensors";

    /// <summary>What stands for the face in <see cref="Prompt"/>.</summary>
    public const string Token = "[TOK]";

    // An adapter.json is a kilobyte; nothing larger is read.
    private const long LargestFile = 1 << 20;
    private const int LongestText = 300;
    private const int WidestFace = 8192;

    /// <summary>Version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>What commands call the adapter.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Description { get; init; }

    /// <summary>Name of the dual encoder it was trained over.</summary>
    public required string Model { get; init; }

    /// <summary>Identity of that encoder (<see cref="ClipModel.Identity"/>).</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The recogniser whose embeddings it translates: <c>sface</c> or <c>facenet-512</c>.</summary>
    public required string FaceModel { get; init; }

    /// <summary>Lower-case hex sha256 of the recogniser's file.</summary>
    public required string FaceModelSha256 { get; init; }

    /// <summary>Numbers of a face embedding.</summary>
    public required int FaceWidth { get; init; }

    /// <summary>The text of a person alone, for example <c>An image with [TOK]</c> (paper section 3.2).</summary>
    public required string Prompt { get; init; }

    /// <summary>Lower-case hex sha256 of the weights' file.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>How its similarities become probabilities, or null where none was fitted.</summary>
    public AdapterCalibration? Calibration { get; init; }

    /// <summary>Where it comes from, or null where that is not recorded.</summary>
    public AdapterOrigin? Origin { get; init; }

    /// <summary>Reads and checks an adapter's description.</summary>
    /// <param name="folder">The adapter's folder.</param>
    /// <exception cref="ModelException">The file is missing, can't be read or states something that can't be; the message names the field.</exception>
    public static AdapterManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestFile)
                throw new ModelException($"{path} is too large to be an adapter's description");
            var manifest = JsonSerializer.Deserialize(stream, AdapterJson.Default.AdapterManifest) ?? throw new ModelException($"{path} is empty");
            if (manifest.Format != 1)
                throw new ModelException($"{path} is of format {manifest.Format}; this version of IdClip reads format 1");
            if (manifest.Problem() is { } problem)
                throw new ModelException($"{path}: {problem}");
            return manifest;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"{folder} is not an adapter's folder: it has no {FileName}. 'idclip train' makes one.", e);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} can't be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the description into a folder, first under a temporary name.</summary>
    /// <exception cref="ModelException">The description states something that <see cref="Read"/> would refuse.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Write(string folder)
    {
        if (Problem() is { } problem)
            throw new ModelException($"The adapter's description can't be written: {problem}");
        var path = Path.Combine(folder, FileName);
        var partial = path + ".partial";
        using (var stream = File.Create(partial))
            JsonSerializer.Serialize(stream, this, AdapterJson.Default.AdapterManifest);
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Whether a text can be the name of an adapter, and so of its folder.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_') && name[0] != '.';

    private string? Problem()
    {
        if (!IsName(Name))
            return $"'name' is '{Name}', which is not made of letters, digits, '-', '.' and '_', at most 100";
        if (!IsName(Model))
            return $"'model' is '{Model}', which is not the name of a model";
        if (!IsName(FaceModel))
            return $"'faceModel' is '{FaceModel}', which is not the name of a model such as sface or facenet-512";
        if (Description.Length > LongestText || Prompt.Length > LongestText)
            return $"'description' and 'prompt' have at most {LongestText} characters";
        if (!Prompt.Contains(Token, StringComparison.OrdinalIgnoreCase))
            return $"'prompt' is '{Prompt}', which does not hold {Token}";
        if (FaceWidth is < 1 or > WidestFace)
            return $"'faceWidth' is {FaceWidth}, which is not from 1 to {WidestFace}";
        foreach (var (field, value) in new[] { ("modelSha256", ModelSha256), ("faceModelSha256", FaceModelSha256), ("weightsSha256", WeightsSha256) })
        {
            if (value.Length != 64 || !value.All(char.IsAsciiHexDigitLower))
                return $"'{field}' is not a sha256 in lower-case hex";
        }

        return Calibration is { } calibration ? Problem(calibration) : null;
    }

    private static string? Problem(AdapterCalibration calibration)
    {
        double[] numbers = [calibration.Slope, calibration.Midpoint, calibration.TypicalMean, calibration.TypicalDeviation, calibration.TypicalPhotos];
        if (!numbers.All(double.IsFinite))
            return "'calibration' holds a number that is not finite";
        return calibration.Slope > 0 && calibration.TypicalDeviation > 0 && calibration.TypicalPhotos >= 0
            ? null
            : "'calibration' needs a slope and a typicalDeviation over 0 and a typicalPhotos that is not negative";
    }
}
