using System.CommandLine;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Search.Judgements;

namespace IdClip.Commands.Judge;

/// <summary>A command about judged queries, of an archive of this machine or of a server.</summary>
internal abstract class JudgingCommand : Command
{
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    protected JudgingCommand(string name, string description, ArchiveOption archive, ServerOption server) : base(name, description)
    {
        (this.archive, this.server) = (archive, server.For(this));
        SetAction(RunAsync);
    }

    /// <summary>The argument that names a query.</summary>
    protected static Argument<long> QueryArgument() => new("ID") { Description = "The query's number as 'idclip judge' lists it" };

    /// <summary>Does what the command is for.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult command, IJudgements judgements, CancellationToken ct);

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await RunAsync(command, new RemoteJudgements(new(channel)), ct);
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        return await RunAsync(command, new LocalJudgements(opened.Searcher, opened.Gallery, opened.Catalogue, opened.Adapters, opened.Models), ct);
    }
}
