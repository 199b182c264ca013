using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IdClip.Archive.Catalogue;
using IdClip.Search;

namespace IdClip.Terminal;

/// <summary>Writes the answers of a query as JSON, the format that scripts read.</summary>
internal static partial class AnswerJson
{
    /// <summary>Writes one JSON object and a line end.</summary>
    public static void Write(SearchResult result, string query, Stream output)
    {
        var answers = result.Answers.Select(a => new JsonAnswer(
            a.Photo.Path, a.Photo.FrameSeconds, a.Score,
            [.. a.People.Select(p => new JsonPerson(p.Name, p.Probability, BoxOf(p.Face), SeenOf(p.Face?.Track)))],
            a.Context is { } c ? new(c.Similarity, c.Probability) : null,
            a.Joint, a.Reason, a.Copies.Count == 0 ? null : [.. a.Copies.Select(c => new JsonCopy(c.Path, c.FrameSeconds))]));
        JsonSerializer.Serialize(
            output, new JsonResult(query, result.Query.ToString(), result.Elapsed.TotalSeconds, result.Notes, [.. answers]), AnswerFields.Readable.JsonResult);
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    private static JsonBox? BoxOf(FaceDetails? face) => face is null ? null : new(face.X, face.Y, face.Width, face.Height);

    private static JsonSeen? SeenOf(FaceTrack? track) => track is null ? null : new(track.From, track.To);

    private sealed record JsonResult(string Query, string Understood, double Seconds, IReadOnlyList<string> Notes, IReadOnlyList<JsonAnswer> Answers);

    private sealed record JsonAnswer(
        string Photo, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? FrameSeconds, double Score,
        IReadOnlyList<JsonPerson> People, JsonContext? Context, double? Joint, string Reason,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonCopy>? Copies);

    private sealed record JsonCopy(string Photo, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? FrameSeconds);

    private sealed record JsonPerson(string Name, double Probability, JsonBox? Box, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonSeen? Seen);

    private sealed record JsonBox(float X, float Y, float Width, float Height);

    private sealed record JsonSeen(double From, double To);

    private sealed record JsonContext(double Similarity, double Probability);

    [JsonSerializable(typeof(JsonResult))]
    private sealed partial class AnswerFields : JsonSerializerContext
    {
        // The output is a terminal or a file, never HTML: names keep their letters.
        public static AnswerFields Readable { get; } = new(new JsonSerializerOptions
        {
            WriteIndented = true,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
