using System.Text.Json;
using IdClip.Composition;

namespace IdClip.Tests;

/// <summary>The demo archive, indexed and enrolled with the real models and served once for all tests that only read.</summary>
public sealed class ServedDemo : IAsyncLifetime
{
    private ServedArchive? _served;

    /// <summary>Folder of the demo's pictures.</summary>
    public static string Folder { get; } = Path.Combine(TestFolders.Repository, "demo");

    internal ServedArchive Served => _served ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _served = await ServedArchive.StartAsync(FillAsync);

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
    }

    /// <summary>Full path of one of the demo's pictures.</summary>
    public static string Picture(string file) => Path.Combine(Folder, file);

    private static async Task FillAsync(LocalArchive archive)
    {
        await archive.PhotoIndexing.RunAsync([Folder], new(), null, CancellationToken.None);
        using var people = JsonDocument.Parse(await File.ReadAllBytesAsync(Picture("people.json")));
        foreach (var person in people.RootElement.EnumerateArray())
            await archive.Gallery.EnrolAsync(
                person.GetProperty("name").GetString()!,
                [.. person.GetProperty("enrolment").EnumerateArray().Select(f => Picture(f.GetString()!))],
                archive.PhotoEncoder, CancellationToken.None);
    }
}
