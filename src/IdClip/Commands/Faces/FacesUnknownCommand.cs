using System.CommandLine;
using System.Globalization;
using IdClip.Archive.People.Labels;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Search.Clusters;
using IdClip.Search.Recognition;
using IdClip.Terminal;

namespace IdClip.Commands.Faces;

/// <summary><c>idclip faces unknown</c>.</summary>
internal sealed class FacesUnknownCommand : Command
{
    private const int MostClusters = 100;

    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public FacesUnknownCommand(ArchiveOption archive, ServerOption server) : base("unknown", "List the groups of unnamed faces, the largest first, each with a photo.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var clusters = await ClustersAsync(command, ct);
        if (clusters.Count == 0)
            Screen.Note("No group of faces is without a name.");
        foreach (var (id, faces, suggestion, probability, path) in clusters)
            Screen.Line(
                $"{id}  {faces} faces{(suggestion.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  probably {suggestion} {probability:.00}"))}  {path}");
        return ExitCode.Done;
    }

    private async Task<IReadOnlyList<(long Id, int Faces, string Suggestion, double Probability, string Path)>> ClustersAsync(ParseResult command, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteArchive(new(channel)).ClustersAsync(MostClusters, ct);
        await using var opened = await LocalArchive.OpenExistingAsync(archive.FolderOf(command), ct);
        using var groups = new FaceGroups(opened.Catalogue, opened.Gallery, opened.Indexes);
        await groups.RefreshAsync(ct);
        var clusters = (await groups.ReadAsync(ct)).Take(MostClusters).ToList();
        var suggestions = await new PersonRecognition(opened.Catalogue, opened.Gallery, opened.Indexes).SuggestAsync(clusters, ct);
        var paths = (await new FaceLabels(opened.Catalogue).DescribeAsync([.. clusters.Select(c => c.FaceIds[0])], ct)).ToDictionary(f => f.Face.Id, f => f.Photo.Path);
        return
        [
            .. clusters.Select(c => (c.Id, c.FaceIds.Count, suggestions.GetValueOrDefault(c.Id)?.Person.Name ?? "", suggestions.GetValueOrDefault(c.Id)?.Probability ?? 0,
                paths.GetValueOrDefault(c.FaceIds[0], ""))),
        ];
    }
}
