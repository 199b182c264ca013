using System.Diagnostics.CodeAnalysis;
using IdClip.Archive;
using IdClip.Archive.Adapters;
using IdClip.Encoding;
using IdClip.Models.Adapters;
using IdClip.Models.Store;
using IdClip.Search.Calibration;
using IdClip.Tests;

namespace IdClip.Search.Tests.Given;

/// <summary>Made-up adapters over the repository's models, through the real encoder.</summary>
internal sealed class RealAdapters : IJointEncoders, IAdapterPhotoEncoders, IDisposable
{
    private const int SFaceWidth = 128;

    private readonly string folder = TestFolders.NewTemporary();
    private readonly Dictionary<string, AdapterEncoder> made = [];
    private readonly HashSet<string> broken = [];

    /// <summary>Makes an adapter and says how an archive knows it.</summary>
    public ArchiveAdapter Make(string name, int imagePrompts, int seed)
    {
        var clip = ClipModel.Open(Path.Join(TestFolders.Repository, "models", "idclip-mini"));
        var target = Path.Join(folder, name);
        MadeAdapter.Write(target, clip, SFaceWidth, "sface", new string('a', 64), MadeAdapter.RandomTensors(clip, SFaceWidth, imagePrompts, seed));
        var adapter = AdapterModel.Open(target, clip);
        made[name] = AdapterEncoder.Create(clip, adapter);
        return new(name, adapter.Identity, adapter.ChangesImages);
    }

    /// <summary>Has nobody use an adapter any more.</summary>
    public void Break(string name) => broken.Add(name);

    public AdapterEncoder Open(ArchiveAdapter adapter) => made[adapter.Name];

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct = default) => Task.FromResult<IReadOnlyList<string>>([.. made.Keys.Order(StringComparer.Ordinal)]);

    public Task<ArchiveAdapter> FindAsync(string name, string identity = "", CancellationToken ct = default) =>
        broken.Contains(name) ? throw new ArchiveException("it is broken.") : Task.FromResult(new ArchiveAdapter(name, made[name].Adapter.Identity, made[name].Adapter.ChangesImages));

    public Task<IAdapterPhotoEncoder> OpenAsync(ArchiveAdapter adapter, CancellationToken ct = default) => Task.FromResult(PhotosOf(adapter));

    public IAdapterPhotoEncoder PhotosOf(ArchiveAdapter adapter) => new Photos(made[adapter.Name]);

    public bool TryOpen(ArchiveAdapter adapter, [NotNullWhen(true)] out IJointQueryEncoder? encoder, [NotNullWhen(false)] out string? problem)
    {
        (encoder, problem) = made.TryGetValue(adapter.Name, out var open) ? (new Texts(open), (string?)null) : (null, "it is not here.");
        return encoder is not null;
    }

    public void Dispose()
    {
        foreach (var adapter in made.Values)
            adapter.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Photos(AdapterEncoder encoder) : IAdapterPhotoEncoder
    {
        public string Adapter => encoder.Adapter.Identity;

        public IReadOnlyList<(float[] Embedding, string? Failure)> Encode(IReadOnlyList<string> files) =>
            [.. encoder.EncodePhotos(files).Select(photo => (photo.Embedding, photo.Failure))];
    }

    private sealed class Texts(AdapterEncoder encoder) : IJointQueryEncoder
    {
        public string Prompt => encoder.Adapter.Manifest.Prompt;

        public ContextCalibration? Calibration => null;

        public IReadOnlyList<float[]> EncodeText(string text, IReadOnlyList<float[]> faces) => encoder.EncodeTexts([.. faces.Select(face => (text, face))]);
    }
}
