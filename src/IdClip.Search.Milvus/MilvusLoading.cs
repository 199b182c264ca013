using System.Diagnostics;
using IdClip.Search.Milvus.Protocol;

namespace IdClip.Search.Milvus;

/// <summary>Brings a collection into Milvus's memory, without which it answers nothing.</summary>
/// <param name="calls">The server.</param>
/// <param name="name">The collection, or an alias of it.</param>
internal sealed class MilvusLoading(MilvusCalls calls, string name)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns once it is there; at once where it is.</summary>
    /// <exception cref="Index.IndexServiceException">Milvus failed, or was not done by the load deadline.</exception>
    public void Require()
    {
        var options = calls.Options;
        calls.Do(calls.Service.LoadCollection, new LoadCollectionRequest { DbName = options.Database, CollectionName = name, ReplicaNumber = 1 });
        // Milvus loads behind the call's back and tells nobody when it is done.
        for (var started = Stopwatch.GetTimestamp(); !IsLoaded(); Thread.Sleep(Pause))
            if (Stopwatch.GetElapsedTime(started) > options.LoadDeadline)
                throw MilvusErrors.NotLoaded(options, name);
    }

    private bool IsLoaded()
    {
        var request = new GetLoadStateRequest { DbName = calls.Options.Database, CollectionName = name };
        return calls.Ask(calls.Service.GetLoadState, request, static answer => answer.Status).State == LoadState.Loaded;
    }
}
