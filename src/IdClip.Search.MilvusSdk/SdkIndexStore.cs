using IdClip.Search.Index;
using IdClip.Search.Milvus;
using Milvus.Client;

namespace IdClip.Search.MilvusSdk;

/// <summary>What <see cref="MilvusIndexStore"/> does, by Milvus's own client for .NET. Collections are the same: each reads what the other wrote.</summary>
/// <param name="options">Where Milvus is.</param>
/// <exception cref="ArgumentException">The options cannot work; the message names which.</exception>
public sealed class SdkIndexStore(MilvusOptions options) : IVectorIndexStore
{
    private readonly SdkCalls _calls = new(options);
    private volatile bool _hasDatabase;

    /// <inheritdoc/>
    public string? BeyondRemoval => MilvusOptions.BeyondRemoval;

    /// <inheritdoc/>
    public IVectorIndex Open(string name, int dimension)
    {
        RequireDimension(dimension);
        RequireDatabase();
        if (Describe(IndexNames.Require(name)) is not { } collection)
        {
            Create(name, dimension);
            collection = Describe(name)!;
        }
        if (collection.CollectionName != name)
            throw new ArgumentException($"{name} is an alias in the database {options.Database}; give the index another name.", nameof(name));
        return Opened(name, collection, dimension);
    }

    /// <inheritdoc/>
    public IVectorIndex? Find(string aliasName, int dimension)
    {
        RequireDimension(dimension);
        RequireDatabase();
        return Target(IndexNames.Require(aliasName)) is not null && Describe(aliasName) is { } collection ? Opened(aliasName, collection, dimension) : null;
    }

    /// <inheritdoc/>
    public void Flip(string aliasName, string name)
    {
        RequireDatabase();
        if (Describe(IndexNames.Require(aliasName))?.CollectionName == aliasName)
            throw new ArgumentException($"{aliasName} is an index in the database {options.Database}; give the alias another name.", nameof(aliasName));
        if (Describe(IndexNames.Require(name))?.CollectionName != name)
            throw new ArgumentException($"There is no index {name} in the database {options.Database}; open it first.", nameof(name));
        _calls.RequireLoaded(name);
        if (Target(aliasName) is null)
            _calls.Do((client, ct) => client.CreateAliasAsync(name, aliasName, ct));
        else
            _calls.Do((client, ct) => client.AlterAliasAsync(name, aliasName, ct));
    }

    /// <inheritdoc/>
    public void Drop(string name)
    {
        RequireDatabase();
        if (Describe(IndexNames.Require(name)) is not { } collection)
            return;
        if (collection.CollectionName != name)
            throw new ArgumentException($"{name} is an alias in the database {options.Database}; drop the index that it leads to.", nameof(name));
        if (_calls.Ask((client, ct) => client.ListAliasesAsync(name, ct)) is [var alias, ..])
            throw new ArgumentException($"The alias {alias} leads to {name}; flip it to another index first.", nameof(name));
        _calls.Do((client, ct) => client.GetCollection(name).DropAsync(ct));
    }

    /// <summary>What is wrong with the server; empty where nothing is.</summary>
    /// <exception cref="IndexServiceException">It is away or too slow.</exception>
    public async Task<IReadOnlyList<string>> CheckHealthAsync(CancellationToken ct = default)
    {
        var state = await _calls.AskAsync((client, token) => client.HealthAsync(token), ct);
        return state.IsHealthy ? [] : [$"{state}"];
    }

    /// <summary>Closes the connections; indexes opened here can no longer be used.</summary>
    public void Dispose() => _calls.Dispose();

    private static void RequireDimension(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, 8192);
    }

    private SdkIndex Opened(string name, MilvusCollectionDescription collection, int dimension)
    {
        var held = collection.Schema.Fields.FirstOrDefault(f => f.Name == MilvusFields.Vector)?.Dimension;
        if (held != dimension)
            throw MilvusErrors.OfOtherShape(options, name, $"vectors of {held} numbers", dimension);
        RequireIndex(collection.CollectionName);
        _calls.RequireLoaded(name);
        return new(_calls, name, dimension);
    }

    private void RequireDatabase()
    {
        if (_hasDatabase)
            return;
        if (!Exists())
            try
            {
                _calls.Do((client, ct) => client.CreateDatabaseAsync(options.Database, ct));
            }
            catch (IndexServiceException e) when (!e.IsUnreachable && Exists())
            {
                // Another process made it in between.
            }
        _hasDatabase = true;
    }

    private bool Exists() => _calls.Ask((client, ct) => client.ListDatabasesAsync(ct)).Contains(options.Database);

    private void Create(string name, int dimension)
    {
        FieldSchema[] fields =
        [
            FieldSchema.Create<long>(MilvusFields.Id, isPrimaryKey: true),
            FieldSchema.Create<long>(MilvusFields.Owner),
            FieldSchema.Create<int>(MilvusFields.Day),
            FieldSchema.CreateFloatVector(MilvusFields.Vector, dimension),
        ];
        try
        {
            _calls.Do((client, ct) => client.CreateCollectionAsync(name, fields, ConsistencyLevel.Strong, cancellationToken: ct));
        }
        catch (IndexServiceException e) when (!e.IsUnreachable && Describe(name) is not null)
        {
            // Another process made it in between, or a call that was tried again had got through.
        }
    }

    // Also of a collection that is there: whoever made it may have ended before this. Where it has the index, Milvus does nothing.
    private void RequireIndex(string name) => _calls.AskUnless(
        async (client, ct) =>
        {
            await client.GetCollection(name).CreateIndexAsync(
                MilvusFields.Vector, IndexType.Flat, SimilarityMetricType.Ip, MilvusFields.Vector, cancellationToken: ct);
            return name;
        },
        MilvusCalls.IndexExists);

    private MilvusCollectionDescription? Describe(string name) =>
        _calls.AskUnless((client, ct) => client.GetCollection(name).DescribeAsync(ct), MilvusCalls.CollectionNotFound);

    private string? Target(string alias) =>
        _calls.AskUnless((client, ct) => client.DescribeAliasAsync(alias, ct), MilvusCalls.AliasNotFound, MilvusCalls.CollectionNotFound);
}
