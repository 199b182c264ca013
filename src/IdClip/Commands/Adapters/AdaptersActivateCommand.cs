using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using IdClip.Archive.Adapters;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Models.Adapters;
using IdClip.Terminal;

namespace IdClip.Commands.Adapters;

/// <summary><c>idclip adapters activate</c>.</summary>
internal sealed class AdaptersActivateCommand : Command
{
    private const int ShownFailures = 20;

    private readonly Argument<string> name = new("NAME") { Description = "An adapter of 'idclip adapters list'" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public AdaptersActivateCommand(ArchiveOption archive, ServerOption server)
        : base("activate", "Have the archive's searches use an adapter. Photos are encoded again first where it changes images; until then the one before answers.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        name.CompletionSources.Add(_ => AdapterStore.Default().List().Select(adapter => new CompletionItem(adapter.Name)));
        Add(name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var adapter = command.GetRequiredValue(name);
        var report = await ActivateAsync(command, adapter, ct);
        if (report.Encoded > 0)
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"encoded {report.Encoded} photos in {report.Elapsed.TotalSeconds:0.0} s"));
        Screen.Line($"{adapter} is active");
        foreach (var failure in report.Failed.Take(ShownFailures))
            Screen.Note($"{failure.Path}: {failure.Reason}");
        if (report.FailedCount > 0)
            Screen.Note($"{report.FailedCount} photos could not be encoded; the other evidence alone ranks them.");
        return ExitCode.Done;
    }

    private async Task<AdapterReport> ActivateAsync(ParseResult command, string adapter, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is null)
        {
            await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
            return await AdapterMonitor.ShowAsync(progress => opened.AdapterIndexing.ActivateAsync(adapter, progress, ct));
        }
        try
        {
            return await AdapterMonitor.ShowAsync(progress => new RemoteArchive(new(channel)).ActivateAdapterAsync(adapter, progress, ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Screen.Note("The server goes on; the same command shows how far it is, 'idclip adapters deactivate' ends it.");
            throw;
        }
    }
}
