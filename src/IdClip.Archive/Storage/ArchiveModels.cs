using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using Microsoft.EntityFrameworkCore;

namespace IdClip.Archive.Storage;

/// <summary>Which models an archive's embeddings are of; embeddings of different models are never compared.</summary>
internal static class ArchiveModels
{
    public static async Task CheckAsync(ArchiveContext context, string imageModel, string faceModel, CancellationToken ct)
    {
        var image = await Difference(context, ArchiveSetting.ImageModel, imageModel, ct);
        var face = await Difference(context, ArchiveSetting.FaceModel, faceModel, ct);
        if (image is null && face is null)
            return;
        if (await context.Contents.AnyAsync(ct) || await context.People.AnyAsync(ct))
            throw new ArchiveException(
                $"This archive was made with another {string.Join(" and ", new[] { Named("image model", image), Named("face model", face) }.Where(n => n is not null))}. " +
                "Use that model, index into another archive folder, or index again with re-encoding.");
        await EndOfModelsAsync(context, ct);
        await SetAsync(context, imageModel, faceModel, ct);
    }

    /// <summary>Changes the models and makes every content stale, so that the next run encodes it anew.</summary>
    /// <param name="context">A transaction.</param>
    /// <param name="imageModel">The image model wanted.</param>
    /// <param name="faceModel">The face model wanted.</param>
    /// <param name="renewed">Vectors of enrolments by the face model wanted.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Enrolment photos that were left out because they can't be renewed, with reasons.</returns>
    /// <exception cref="ArchiveException">Somebody's enrolment can't be renewed.</exception>
    public static async Task<IReadOnlyList<IngestFailure>> ChangeAsync(ArchiveContext context, string imageModel, string faceModel, Dictionary<long, byte[]?> renewed, CancellationToken ct)
    {
        var image = await Difference(context, ArchiveSetting.ImageModel, imageModel, ct);
        var face = await Difference(context, ArchiveSetting.FaceModel, faceModel, ct);
        var dropped = face is { Length: > 0 } ? await EnrolmentRenewal.StoreAsync(context, renewed, ct) : [];
        if (image is not null || face is not null)
        {
            await context.Contents.ExecuteUpdateAsync(set => set.SetProperty(c => c.IsStale, true), ct);
            await EndOfModelsAsync(context, ct);
        }
        await SetAsync(context, imageModel, faceModel, ct);
        return dropped;
    }

    public static async Task<ArchiveModelNames?> ReadAsync(ArchiveContext context, CancellationToken ct)
    {
        var settings = await context.Settings.Where(s => s.Key == ArchiveSetting.ImageModel || s.Key == ArchiveSetting.FaceModel)
            .ToDictionaryAsync(s => s.Key, s => s.Value, ct);
        return settings.Count == 2 ? new(settings[ArchiveSetting.ImageModel], settings[ArchiveSetting.FaceModel]) : null;
    }

    private static string? Named(string what, string? model) => model is null ? null : $"{what} ({model})";

    /// <summary>The stored model where it differs, else null.</summary>
    private static async Task<string?> Difference(ArchiveContext context, string key, string model, CancellationToken ct) =>
        await context.Settings.FindAsync([key], ct) is { } stored ? stored.Value == model ? null : stored.Value : "";

    // An adapter is trained over one pair of models. What albums keep of photos that are gone can't be made anew; its vectors would compare with nothing, so that nobody could be forgotten in them.
    private static async Task EndOfModelsAsync(ArchiveContext context, CancellationToken ct)
    {
        await context.Settings.Where(s => s.Key == ArchiveSetting.ActiveAdapter || s.Key == ArchiveSetting.WantedAdapter).ExecuteDeleteAsync(ct);
        await context.AlbumFaces.ExecuteDeleteAsync(ct);
        await context.Albums.Where(a => a.ExampleScene != null).ExecuteUpdateAsync(set => set.SetProperty(a => a.ExampleScene, (byte[]?)null), ct);
    }

    private static async Task SetAsync(ArchiveContext context, string imageModel, string faceModel, CancellationToken ct)
    {
        foreach (var (key, model) in new[] { (ArchiveSetting.ImageModel, imageModel), (ArchiveSetting.FaceModel, faceModel) })
            await context.SetAsync(key, model, ct);
    }
}
