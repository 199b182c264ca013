using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using IdClip.Synthesis.Files;

namespace IdClip.Synthesis.Gallery;

/// <summary>What a gallery's <c>gallery.json</c> states, with the names and genders of <c>identity_meta.csv</c> (VGGFace2's table) where that is beside it.</summary>
/// <param name="Licence">Under which licence the photos may be used.</param>
/// <param name="Consent">What the people shown agreed to.</param>
/// <param name="Source">Where the photos are from.</param>
/// <param name="Identities">By folder: name, gender, age.</param>
internal sealed record GalleryMetadata(
    string? Licence = null, string? Consent = null, string? Source = null, IReadOnlyDictionary<string, IdentityMetadata>? Identities = null)
{
    /// <summary>The file's name in the gallery.</summary>
    public const string FileName = "gallery.json";

    /// <summary>The table's name in the gallery.</summary>
    public const string TableName = "identity_meta.csv";

    private const long LargestFile = 64L << 20;

    /// <summary>Reads a gallery's metadata.</summary>
    /// <param name="folder">The gallery.</param>
    /// <param name="research">True to go on where licence or consent are not stated.</param>
    /// <exception cref="SynthesisException">Licence or consent are missing, or a file is not of its format.</exception>
    public static GalleryMetadata Read(string folder, bool research)
    {
        var path = Path.Combine(folder, FileName);
        var stated = File.Exists(path) ? ReadJson(path) : new GalleryMetadata();
        string[] missing = [.. new[] { ("licence", stated.Licence), ("consent", stated.Consent) }.Where(field => string.IsNullOrWhiteSpace(field.Item2)).Select(field => field.Item1)];
        if (missing.Length > 0 && !research)
            throw new SynthesisException(
                $"{path} {(File.Exists(path) ? "does not state" : "does not exist, and has to state")} the {string.Join(" and the ", missing)} of the photos: without permission nobody's face is put into other photos. State both, or pass --research, which is recorded in every product.");
        var table = Path.Combine(folder, TableName);
        return File.Exists(table) ? stated with { Identities = Merge(ReadTable(table), stated.Identities) } : stated;
    }

    /// <summary>What is stated of an identity.</summary>
    public IdentityMetadata Of(string folder) => Identities?.GetValueOrDefault(folder) ?? new IdentityMetadata();

    private static GalleryMetadata ReadJson(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
            throw new SynthesisException($"{path} is over {LargestFile >> 20} MB.");
        try
        {
            return JsonSerializer.Deserialize<GalleryMetadata>(File.ReadAllBytes(path), Json.Line) ?? new GalleryMetadata();
        }
        catch (JsonException error)
        {
            throw new SynthesisException($"{path} can't be read: {error.Message} It has the fields licence, consent, source and identities: {{ folder: {{ name, gender: female or male, age: child or adult }} }}.", error);
        }
    }

    private static Dictionary<string, IdentityMetadata> ReadTable(string path)
    {
        Dictionary<string, IdentityMetadata> identities = [];
        try
        {
            using var text = new StreamReader(path);
            using var table = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                TrimOptions = TrimOptions.Trim,
                MaxFieldSize = 1 << 12,
                PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
                BadDataFound = null,
                MissingFieldFound = null,
            });
            if (!table.Read() || !table.ReadHeader() || table.HeaderRecord?.Any(column => column.Trim().Equals("class_id", StringComparison.OrdinalIgnoreCase)) != true)
                throw new SynthesisException($"{path} must begin with a line that names the columns Class_ID, Name and Gender.");
            while (table.Read())
            {
                var name = table.GetField("name")?.Trim('"', ' ') ?? "";
                var gender = table.GetField("gender") switch { "f" => Gender.Female, "m" => Gender.Male, _ => Gender.Unknown };
                var identity = new IdentityMetadata(name.Length > 0 ? name.Replace('_', ' ') : null, gender);
                // Galleries call folders by VGGFace2's class or, like LFW, by the name.
                if (table.GetField("class_id") is { Length: > 0 } id)
                    identities[id] = identity;
                if (name.Length > 0)
                    identities.TryAdd(name, identity);
            }
        }
        catch (Exception error) when (error is CsvHelperException or IOException or UnauthorizedAccessException)
        {
            throw new SynthesisException($"{path} can't be read: {error.Message}", error);
        }

        return identities;
    }

    private static Dictionary<string, IdentityMetadata> Merge(Dictionary<string, IdentityMetadata> table, IReadOnlyDictionary<string, IdentityMetadata>? stated)
    {
        foreach (var (folder, identity) in stated ?? new Dictionary<string, IdentityMetadata>())
            table[folder] = identity;
        return table;
    }
}
