using Google.Protobuf;
using IdClip.Search.Index;
using IdClip.Search.Milvus.Protocol;

namespace IdClip.Search.Milvus;

/// <summary>Vector indexes as the collections of a Milvus database, aliases as its aliases. Thread-safe; makes no call before it is used.</summary>
/// <remarks>
/// Collections hold id, owner, day and vector under a FLAT index, so that answers are those of comparing every vector. Calls read what was
/// written before them (strong consistency), end by the deadline, and are tried again while Milvus is away.
/// </remarks>
/// <param name="options">Where Milvus is.</param>
/// <exception cref="ArgumentException">The options cannot work; the message names which.</exception>
public sealed class MilvusIndexStore(MilvusOptions options) : IVectorIndexStore
{
    private readonly MilvusCalls _calls = new(options);
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
        // Loaded before anybody is sent there.
        new MilvusLoading(_calls, name).Require();
        if (Target(aliasName) is null)
            _calls.Do(_calls.Service.CreateAlias, new CreateAliasRequest { DbName = options.Database, Alias = aliasName, CollectionName = name });
        else
            _calls.Do(_calls.Service.AlterAlias, new AlterAliasRequest { DbName = options.Database, Alias = aliasName, CollectionName = name });
    }

    /// <inheritdoc/>
    public void Drop(string name)
    {
        RequireDatabase();
        if (Describe(IndexNames.Require(name)) is not { } collection)
            return;
        if (collection.CollectionName != name)
            throw new ArgumentException($"{name} is an alias in the database {options.Database}; drop the index that it leads to.", nameof(name));
        var request = new ListAliasesRequest { DbName = options.Database, CollectionName = name };
        if (_calls.Ask(_calls.Service.ListAliases, request, static answer => answer.Status).Aliases is [var alias, ..])
            throw new ArgumentException($"The alias {alias} leads to {name}; flip it to another index first.", nameof(name));
        _calls.Do(_calls.Service.DropCollection, new DropCollectionRequest { DbName = options.Database, CollectionName = name });
    }

    /// <summary>What is wrong with the server; empty where nothing is.</summary>
    /// <exception cref="IndexServiceException">It is away or too slow.</exception>
    public Task<IReadOnlyList<string>> CheckHealthAsync(CancellationToken ct = default) => _calls.CheckHealthAsync(ct);

    /// <summary>Closes the connections; indexes opened here can no longer be used.</summary>
    public void Dispose() => _calls.Dispose();

    private static void RequireDimension(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, 8192);
    }

    private MilvusIndex Opened(string name, DescribeCollectionResponse collection, int dimension)
    {
        MilvusSchema.Require(options, name, collection.Schema, dimension);
        // Also of a collection that is there: whoever made it may have ended before this. Where it has the index, Milvus does nothing.
        _calls.Ask(_calls.Service.CreateIndex, MilvusSchema.ExactIndex(options.Database, collection.CollectionName), static status => status, MilvusCalls.IndexExists);
        new MilvusLoading(_calls, name).Require();
        return new MilvusIndex(_calls, name, dimension);
    }

    private void RequireDatabase()
    {
        if (_hasDatabase)
            return;
        if (!Exists())
            try
            {
                _calls.Do(_calls.Service.CreateDatabase, new CreateDatabaseRequest { DbName = options.Database });
            }
            catch (IndexServiceException e) when (!e.IsUnreachable && Exists())
            {
                // Another process made it in between.
            }
        _hasDatabase = true;
    }

    private bool Exists() =>
        _calls.Ask(_calls.Service.ListDatabases, new ListDatabasesRequest(), static answer => answer.Status).DbNames.Contains(options.Database);

    private void Create(string name, int dimension)
    {
        try
        {
            _calls.Do(_calls.Service.CreateCollection, new CreateCollectionRequest
            {
                DbName = options.Database,
                CollectionName = name,
                Schema = MilvusSchema.Of(name, dimension).ToByteString(),
                ShardsNum = 1,
            });
        }
        catch (IndexServiceException e) when (!e.IsUnreachable && Describe(name) is not null)
        {
            // Another process made it in between, or a call that was tried again had got through.
        }
    }

    private DescribeCollectionResponse? Describe(string name)
    {
        var request = new DescribeCollectionRequest { DbName = options.Database, CollectionName = name };
        var answer = _calls.Ask(_calls.Service.DescribeCollection, request, static answer => answer.Status, MilvusCalls.CollectionNotFound);
        return MilvusCalls.CodeOf(answer.Status) == 0 ? answer : null;
    }

    private string? Target(string alias)
    {
        var request = new DescribeAliasRequest { DbName = options.Database, Alias = alias };
        var answer = _calls.Ask(
            _calls.Service.DescribeAlias, request, static answer => answer.Status, MilvusCalls.AliasNotFound, MilvusCalls.CollectionNotFound);
        return MilvusCalls.CodeOf(answer.Status) == 0 ? answer.Collection : null;
    }
}
