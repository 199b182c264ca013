using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using IdClip.Models.Store;
using Polly;
using Polly.Retry;

namespace IdClip.Models.Download;

/// <summary>Downloads one file to <c>path.partial</c>, goes on where an earlier attempt or run broke off, checks it and gives it its name.</summary>
internal sealed class FileDownload(RedirectingClient client, DownloadOptions options, CatalogueFile file, string path, IProgress<DownloadProgress>? progress)
{
    private readonly string partial = path + ".partial";
    private readonly string tagFile = path + ".partial.etag";
    private string? stated;

    public async Task RunAsync(CancellationToken cancel)
    {
        if (File.Exists(path) && ProblemWith(path) is null)
            return;
        await using (var target = OpenPartial())
            await Retrying().ExecuteAsync(async token => await ContinueAsync(target, token).ConfigureAwait(false), cancel).ConfigureAwait(false);
        File.Delete(tagFile);
        if (ProblemWith(partial) is { } problem)
        {
            File.Delete(partial);
            throw new ModelException($"{file.Url}: what arrived {problem}. It was changed at its source or damaged on its way; nothing of it was kept.");
        }

        File.Move(partial, path, overwrite: true);
    }

    private ResiliencePipeline Retrying() => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.Retries,
            Delay = options.FirstWait,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TransferException>(),
        })
        .Build();

    // Nobody else may write the same file meanwhile.
    private FileStream OpenPartial()
    {
        try
        {
            return new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ModelException($"{partial} can't be written; another download of it may be running ({e.Message})", e);
        }
    }

    private async Task ContinueAsync(FileStream target, CancellationToken cancel)
    {
        var tag = File.Exists(tagFile) && EntityTagHeaderValue.TryParse(await File.ReadAllTextAsync(tagFile, cancel).ConfigureAwait(false), out var kept) ? kept : null;
        var have = tag is null ? 0 : target.Length;
        if (have > 0 && have == file.Size)
            return;
        var (response, hash) = await client.GetAsync(file.Url!, have, tag, cancel).ConfigureAwait(false);
        using (response)
        {
            stated = hash ?? stated;
            var start = Start(response, have);
            var total = Total(response, start);
            target.SetLength(start);
            target.Position = start;
            await KeepTagAsync(response.Headers.ETag, cancel).ConfigureAwait(false);
            if (start < total || total is null)
                await ReceiveAsync(response, target, total, cancel).ConfigureAwait(false);
            if (total is not null && target.Length != total)
                throw new TransferException($"the connection ended after {target.Length} of {total} bytes");
        }
    }

    /// <summary>The position that the answer's bytes belong to: a server that doesn't know ranges, or whose file has changed, sends all of it.</summary>
    private long Start(HttpResponseMessage response, long have)
    {
        if (response.StatusCode == HttpStatusCode.OK)
            return 0;
        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From is { } from && from <= have)
            return from;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            File.Delete(tagFile);
            throw new TransferException("the server does not know the range that is missing; starting again");
        }

        var message = $"{file.Url}: the server answers {(int)response.StatusCode} {response.ReasonPhrase}";
        throw (int)response.StatusCode is >= 500 or 408 or 429 ? new TransferException(message) : new ModelException(message);
    }

    private long? Total(HttpResponseMessage response, long start)
    {
        var total = response.Content.Headers.ContentRange?.Length ?? (response.Content.Headers.ContentLength is { } rest ? start + rest : null);
        if (total is not null && file.Size is not null && total != file.Size)
            throw new ModelException($"{file.Url} has {total} bytes, but the catalogue says {file.Size}");
        return total ?? file.Size;
    }

    private async Task KeepTagAsync(EntityTagHeaderValue? tag, CancellationToken cancel)
    {
        if (tag is { IsWeak: false })
            await File.WriteAllTextAsync(tagFile, tag.ToString(), cancel).ConfigureAwait(false);
        else
            File.Delete(tagFile);
    }

    private async Task ReceiveAsync(HttpResponseMessage response, FileStream target, long? total, CancellationToken cancel)
    {
        var (clock, start) = (Stopwatch.StartNew(), target.Position);
        var buffer = new byte[1 << 17];
        await using var source = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        while (true)
        {
            var read = await ReadAsync(source, buffer, cancel).ConfigureAwait(false);
            if (read == 0)
                break;
            if (target.Position + read > (total ?? options.LargestFile))
                throw new ModelException($"{file.Url} gives more than {total ?? options.LargestFile} bytes");
            await target.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(file.Name, target.Position, total, (target.Position - start) / Math.Max(clock.Elapsed.TotalSeconds, 1e-3)));
        }
    }

    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancel)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stall.CancelAfter(options.Stall);
        try
        {
            return await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TransferException($"nothing arrived for {options.Stall.TotalSeconds:0} seconds");
        }
        catch (IOException e)
        {
            throw new TransferException(e.Message);
        }
    }

    private string? ProblemWith(string arrived)
    {
        if (file.Size is { } size && new FileInfo(arrived).Length != size)
            return $"has {new FileInfo(arrived).Length} bytes instead of {size}";
        return (file.Sha256 ?? stated) is { } expected && ModelStore.Hash(arrived) != expected ? $"does not have the sha256 {expected}" : null;
    }
}
