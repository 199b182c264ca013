using System.Text.Json;

namespace IdClip.EndToEnd;

/// <summary>Asks the program and reads its JSON as a script would.</summary>
internal static class Answers
{
    public sealed record Box(float X, float Y, float Width, float Height);

    public sealed record Person(string Name, double Probability, Box? Box);

    public sealed record Context(double Similarity, double Probability);

    public sealed record Answer(string Photo, double Score, IReadOnlyList<Person> People, Context? Context, double? Joint, string Reason);

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<Answer>> OfAsync(string archive, string query, int top = 10)
    {
        var result = await IdClipProgram.SucceedAsync(
            archive, "search", query, "--every-copy", "--json", "--top", top.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("answers").Deserialize<List<Answer>>(CamelCase)!;
    }
}
