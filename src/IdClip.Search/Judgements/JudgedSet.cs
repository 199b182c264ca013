using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Judgements;
using IdClip.Archive.People;
using IdClip.Search.Query;

namespace IdClip.Search.Judgements;

/// <summary>The judged queries as a set that <c>idclip eval</c> reads: a manifest, the people, and copies of their photos.</summary>
/// <param name="search">Finds photos that look right and are not.</param>
/// <param name="gallery">The enrolled people.</param>
/// <param name="catalogue">The photos.</param>
public sealed class JudgedSet(JudgedSearch search, Gallery gallery, Catalogue catalogue)
{
    private readonly JudgedQueries queries = new(catalogue);

    // Photos that look right and are not: the first answers of each kind of evidence.
    private const int OthersOfQuery = 20;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Whether any query has a right photo.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken ct) => (await queries.ListAsync(ct)).All(query => query.Right.Count == 0);

    /// <summary>Writes the set as a zip.</summary>
    /// <param name="to">Need not be seekable.</param>
    /// <param name="ct">Cancels.</param>
    public async Task WriteAsync(Stream to, CancellationToken ct)
    {
        var notes = new List<string>();
        var entries = await EntriesAsync(notes, ct);
        var people = (await gallery.PeopleAsync(ct)).Where(person => entries.Values.Any(entry => entry.People.Contains(person.Name))).ToList();
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);

        var photos = new List<object>();
        foreach (var photo in await catalogue.DescribeAsync([.. entries.Keys], ct))
        {
            // A manifest is of files, and a frame is none.
            if (photo.FrameSeconds is not null)
                notes.Add($"A frame of the video {Path.GetFileName(photo.Path)} was left out.");
            else if (await CopyAsync(zip, photo.Path, $"photos/{photos.Count + 1:00000}", ct) is { } file)
                photos.Add(new { file, people = entries[photo.Id].People, context = entries[photo.Id].Context, captions = entries[photo.Id].Captions });
            else
                notes.Add($"{Path.GetFileName(photo.Path)} could not be read.");
        }
        var enrolled = new List<object>();
        foreach (var person in people)
        {
            var files = new List<string>();
            foreach (var path in (await gallery.EnrolmentFilesAsync(person.Id, ct)).Take(Gallery.MostPhotos))
                if (await CopyAsync(zip, path, $"enrol/{enrolled.Count + 1:000}-{files.Count + 1}", ct) is { } file)
                    files.Add(file);
            if (files.Count >= Gallery.LeastPhotos)
                enrolled.Add(new { name = person.Name, enrolment = files });
            else
                notes.Add($"{person.Name} is not asked for: fewer than {Gallery.LeastPhotos} photos of the enrolment are there.");
        }
        await WriteAsync(zip, "manifest.json", photos, ct);
        await WriteAsync(zip, "people.json", enrolled, ct);
        if (notes.Count > 0)
            await WriteAsync(zip, "left-out.json", notes, ct);
    }

    private async Task<Dictionary<long, Entry>> EntriesAsync(List<string> notes, CancellationToken ct)
    {
        var enrolled = await gallery.EnrolmentPhotosAsync(ct);
        var entries = new Dictionary<long, Entry>();
        foreach (var query in (await queries.ListAsync(ct)).Where(query => query.Right.Count > 0))
            try
            {
                var parsed = HybridQuery.Parse(query.Text);
                // Of two who may be meant, the photo does not say which it shows.
                string[] names = [.. parsed.Wanted.Where(choice => choice.AnyOf is [{ Name: not null }]).Select(choice => choice.AnyOf[0].Name!)];
                foreach (var id in query.Right.Where(id => !enrolled.Contains(id)))
                {
                    var entry = EntryOf(id);
                    entry.People.UnionWith(names);
                    entry.Context ??= parsed.Context;
                    if (parsed.Context is { } caption)
                        entry.Captions.Add(caption);
                }
                foreach (var id in await search.PoolAsync(query.Text, OthersOfQuery, ct))
                    EntryOf(id);
            }
            catch (QueryException problem)
            {
                notes.Add($"{query.Text}: {problem.Message}");
            }
        return entries;

        Entry EntryOf(long id)
        {
            if (!entries.TryGetValue(id, out var entry))
                entries.Add(id, entry = new());
            return entry;
        }
    }

    /// <summary>Copies a file under a name of its place in the set, with its extension.</summary>
    /// <returns>Its name in the zip; null where it can't be read.</returns>
    private static async Task<string?> CopyAsync(ZipArchive zip, string path, string name, CancellationToken ct)
    {
        FileStream from;
        try
        {
            from = File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        await using (from)
        {
            // Pictures are compressed already.
            var entry = zip.CreateEntry(name + Path.GetExtension(path).ToLowerInvariant(), CompressionLevel.NoCompression);
            await using var into = await entry.OpenAsync(ct);
            await from.CopyToAsync(into, ct);
            return entry.FullName;
        }
    }

    private static async Task WriteAsync<T>(ZipArchive zip, string name, IReadOnlyList<T> list, CancellationToken ct)
    {
        await using var into = await zip.CreateEntry(name).OpenAsync(ct);
        await into.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(list, Format), ct);
    }

    private sealed class Entry
    {
        public SortedSet<string> People { get; } = new(StringComparer.Ordinal);

        public string? Context { get; set; }

        public SortedSet<string> Captions { get; } = new(StringComparer.Ordinal);
    }
}
