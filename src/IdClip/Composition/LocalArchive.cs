using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using IdClip.Commands;
using IdClip.Encoding;
using IdClip.Hosting;
using IdClip.Search;
using IdClip.Search.Examples;
using IdClip.Search.Judgements;

namespace IdClip.Composition;

/// <summary>One archive folder with all that works on it in this process; models are loaded when they are first used.</summary>
internal sealed class LocalArchive : IAsyncDisposable
{
    private readonly Task preparing;

    private LocalArchive(ArchiveSettings settings, Catalogue catalogue, SearchIndexes indexes, LocalEncoder encoder, Task preparing)
    {
        this.preparing = preparing;
        Catalogue = catalogue;
        Gallery = new(catalogue, settings.Thresholds);
        Indexes = indexes;
        Encoder = encoder;
        var photos = new LocalPhotoEncoder(encoder);
        PhotoEncoder = photos;
        Examples = new(catalogue, Gallery, indexes, photos);
        AdapterEncoders = new(settings.Model, settings.FaceModel, encoder);
        Adapters = new(AdapterEncoders);
        AdapterIndexing = new(catalogue, indexes, Adapters);
        PhotoIndexing = new(catalogue, photos, indexes, AdapterIndexing);
        Models = new(settings.Model, settings.FaceModel);
        Searcher = new(catalogue, Gallery, indexes, new LocalQueryEncoder(encoder), adapters: Adapters);
    }

    public Catalogue Catalogue { get; }

    public Gallery Gallery { get; }

    public SearchIndexes Indexes { get; }

    public LocalEncoder Encoder { get; }

    public IPhotoEncoder PhotoEncoder { get; }

    public ExampleReader Examples { get; }

    public AdapterEncoders AdapterEncoders { get; }

    public LocalAdapters Adapters { get; }

    public AdapterIndexing AdapterIndexing { get; }

    /// <summary>Brings photos in.</summary>
    public PhotoIndexing PhotoIndexing { get; }

    public Searcher Searcher { get; }

    public SearchedModels Models { get; }

    /// <summary>Opens an archive that was indexed or enrolled into before.</summary>
    /// <exception cref="InputException">There is none in the folder.</exception>
    public static Task<LocalArchive> OpenExistingAsync(string folder, CancellationToken ct) => OpenAsync(ArchiveFolder.Existing(folder), ct);

    /// <summary>Opens an archive and makes an empty one where there is none; meanwhile loads what queries are read with.</summary>
    public static Task<LocalArchive> OpenForQueriesAsync(string folder, CancellationToken ct) => OpenAsync(folder, forQueries: true, ct);

    /// <summary>Opens an archive and makes an empty one where there is none.</summary>
    public static Task<LocalArchive> OpenAsync(string folder, CancellationToken ct) => OpenAsync(folder, forQueries: false, ct);

    private static async Task<LocalArchive> OpenAsync(string folder, bool forQueries, CancellationToken ct)
    {
        var settings = ArchiveSettings.Load(folder);
        var encoder = LocalModels.Open(settings);
        // What fails here fails again, and is told, at the first query.
        var preparing = forQueries ? Task.Run(encoder.PrepareForTexts, CancellationToken.None) : Task.CompletedTask;
        Catalogue? catalogue = null;
        try
        {
            catalogue = await LocalCatalogue.OpenAsync(folder, ct);
            return new(settings, catalogue, await LocalIndexes.OpenAsync(catalogue, ct), encoder, preparing);
        }
        catch
        {
            if (catalogue is not null)
                await catalogue.DisposeAsync();
            await ReleaseAsync(encoder, preparing);
            throw;
        }
    }

    /// <summary>Gives an archive other models; its photos are encoded anew when they are indexed next.</summary>
    /// <returns>Enrolment photos that were left out, with reasons.</returns>
    /// <exception cref="Archive.ArchiveException">Somebody's enrolment photos are gone, so that they could not be recognised with the other face model.</exception>
    public static async Task<IReadOnlyList<IngestFailure>> ChangeModelsAsync(string folder, ArchiveSettings settings, CancellationToken ct)
    {
        using var encoder = LocalModels.Open(settings);
        IReadOnlyList<IngestFailure> dropped = [];
        if (ArchiveFolder.Exists(folder))
        {
            await using var catalogue = await LocalCatalogue.OpenAsync(folder, ct);
            // A run over no folders changes the models and nothing else.
            dropped = (await new PhotoIngest(catalogue, new LocalPhotoEncoder(encoder), new() { Reencode = true }).RunAsync([], null, ct)).DroppedEnrolments;
        }
        settings.Save(folder);
        return dropped;
    }

    public async ValueTask DisposeAsync()
    {
        AdapterEncoders.Dispose();
        Indexes.Dispose();
        await Catalogue.DisposeAsync();
        await ReleaseAsync(Encoder, preparing);
    }

    private static async Task ReleaseAsync(LocalEncoder encoder, Task preparing)
    {
        await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        encoder.Dispose();
    }
}
