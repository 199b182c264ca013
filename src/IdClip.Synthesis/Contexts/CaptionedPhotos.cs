using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using IdClip.Synthesis.Files;

namespace IdClip.Synthesis.Contexts;

/// <summary>Reads captioned photos: COCO's JSON, or a table of image and caption.</summary>
internal static class CaptionedPhotos
{
    private const int LongestCaption = 2000;
    private const int Crowd = 1000;
    private static readonly HashSet<string> CocoLists = ["images", "annotations"];

    /// <summary>Every photo of the captions' file in the order of names, with at most the first captions that <paramref name="options"/> keeps.</summary>
    /// <exception cref="SynthesisException">A file is missing, too large or not of its format.</exception>
    public static IReadOnlyList<CaptionedPhoto> Read(SynthesisOptions options)
    {
        var most = options.ContextLimits.Captions;
        var captions = Path.GetExtension(options.Contexts).Equals(".csv", StringComparison.OrdinalIgnoreCase)
            ? ReadTable(options.Contexts, most)
            : ReadCoco(options.Contexts, most);
        var people = options.Keypoints is { } keypoints ? ReadPeople(keypoints) : [];
        return [.. captions
            .OrderBy(photo => photo.Key, StringComparer.Ordinal)
            .Select(photo => new CaptionedPhoto(photo.Key, photo.Value, people.TryGetValue(photo.Key, out var count) ? count : null))];
    }

    private static Dictionary<string, List<string>> ReadCoco(string path, int most)
    {
        Dictionary<long, string> files = [];
        Dictionary<long, List<string>> captions = [];
        JsonElements.Read(path, CocoLists, (list, element) =>
        {
            if (list == "images")
                files[Number(path, element, "id")] = Text(path, element, "file_name");
            else if (captions.TryGetValue(Number(path, element, "image_id"), out var found))
                Add(found, Text(path, element, "caption"), most);
            else
                Add(captions[Number(path, element, "image_id")] = [], Text(path, element, "caption"), most);
        });
        if (files.Count == 0)
            throw new SynthesisException($"{path} lists no images; give COCO's captions file, such as captions_val2017.json.");
        Dictionary<string, List<string>> photos = [];
        foreach (var (id, file) in files)
            photos[file.Replace('\\', '/')] = captions.GetValueOrDefault(id) ?? [];
        return photos;
    }

    private static Dictionary<string, int> ReadPeople(string path)
    {
        Dictionary<long, string> files = [];
        Dictionary<long, int> counts = [];
        JsonElements.Read(path, CocoLists, (list, element) =>
        {
            if (list == "images")
            {
                files[Number(path, element, "id")] = Text(path, element, "file_name");
                return;
            }

            var image = Number(path, element, "image_id");
            var isCrowd = element.TryGetProperty("iscrowd", out var crowd) && crowd.ValueKind == JsonValueKind.Number && crowd.GetDouble() != 0;
            var hasPoints = Number(path, element, "num_keypoints") > 0;
            counts[image] = counts.GetValueOrDefault(image) + (isCrowd ? Crowd : hasPoints ? 1 : 0);
        });
        Dictionary<string, int> people = [];
        foreach (var (id, file) in files)
            people[file.Replace('\\', '/')] = counts.GetValueOrDefault(id);
        return people;
    }

    private static Dictionary<string, List<string>> ReadTable(string path, int most)
    {
        Dictionary<string, List<string>> photos = [];
        try
        {
            using var text = new StreamReader(path);
            using var table = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MaxFieldSize = 1 << 16 });
            if (!table.Read() || !table.ReadHeader() || table.HeaderRecord is not { } header || !header.Contains("image") || !header.Contains("caption"))
                throw new SynthesisException($"{path} must begin with a line that names the columns image and caption.");
            while (table.Read())
            {
                var file = (table.GetField("image") ?? "").Replace('\\', '/');
                if (!photos.TryGetValue(file, out var captions))
                    photos[file] = captions = [];
                Add(captions, table.GetField("caption") ?? "", most);
            }
        }
        catch (Exception error) when (error is CsvHelperException or IOException or UnauthorizedAccessException)
        {
            throw new SynthesisException($"{path} can't be read as a table of image and caption: {error.Message}", error);
        }

        return photos.Count > 0 ? photos : throw new SynthesisException($"{path} has no lines below its header.");
    }

    private static void Add(List<string> captions, string caption, int most)
    {
        var text = caption.Trim();
        if (captions.Count < most && text.Length is > 0 and <= LongestCaption)
            captions.Add(text);
    }

    private static long Number(string path, JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw new SynthesisException($"{path}: an entry has no whole number in its field {field}.");

    private static string Text(string path, JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new SynthesisException($"{path}: an entry has no text in its field {field}.");
}
