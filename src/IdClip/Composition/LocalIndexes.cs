using IdClip.Archive.Catalogue;
using IdClip.Commands;
using IdClip.Search;
using IdClip.Search.Milvus;

namespace IdClip.Composition;

/// <summary>The vectors of an archive: in the Milvus that the environment names, else in files of its folder.</summary>
internal static class LocalIndexes
{
    private const string Variable = "IDCLIP_MILVUS";

    /// <summary>Opens the indexes and brings them up to date with the catalogue.</summary>
    public static Task<SearchIndexes> OpenAsync(Catalogue catalogue, CancellationToken ct) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection ? InMilvusAsync(connection, catalogue, ct) : SearchIndexes.OpenAsync(catalogue, ct);

    // A method of its own, so that the client is loaded by those only who use it.
    private static async Task<SearchIndexes> InMilvusAsync(string connection, Catalogue catalogue, CancellationToken ct)
    {
        MilvusIndexStore store;
        try
        {
            store = new(MilvusOptions.Parse(connection));
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{Variable}: {error.Message}");
        }
        var indexes = await SearchIndexes.InServiceAsync(catalogue, store, ct);
        try
        {
            await indexes.CatchUpAsync(ct);
            return indexes;
        }
        catch
        {
            indexes.Dispose();
            throw;
        }
    }
}
