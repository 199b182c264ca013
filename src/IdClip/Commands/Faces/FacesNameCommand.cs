using System.CommandLine;
using IdClip.Archive.People.Clusters;
using IdClip.Archive.People.Labels;
using IdClip.Composition;
using IdClip.Grpc.Clients;
using IdClip.Terminal;

namespace IdClip.Commands.Faces;

/// <summary><c>idclip faces name</c>.</summary>
internal sealed class FacesNameCommand : Command
{
    private readonly Argument<long> group = new("GROUP") { Description = "The group's number as 'idclip faces unknown' lists it" };
    private readonly Argument<string> name = new("NAME") { Description = "Who it is; a name that nobody has makes a person" };
    private readonly ArchiveOption archive;
    private readonly ServerOption server;

    public FacesNameCommand(ArchiveOption archive, ServerOption server) : base("name", "Name a group of faces.")
    {
        (this.archive, this.server) = (archive, server.For(this));
        name.CompletionSources.Add(context => NameCompletion.Whole(context, archive));
        Add(group);
        Add(name);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var (faces, person) = await NameAsync(command, command.GetValue(group), command.GetRequiredValue(name), ct);
        Screen.Line($"{faces} {(faces == 1 ? "face is" : "faces are")} named {person}.");
        return ExitCode.Done;
    }

    private async Task<(int Faces, string Person)> NameAsync(ParseResult command, long id, string person, CancellationToken ct)
    {
        using var channel = server.Connect(command);
        if (channel is not null)
            return await new RemoteArchive(new(channel)).NameClusterAsync(id, person, ct);
        // No models and no index are needed for this.
        await using var catalogue = await LocalCatalogue.OpenAsync(ArchiveFolder.Existing(archive.FolderOf(command)), ct);
        var cluster = (await new ClusterTable(catalogue).ReadAsync(ct)).FirstOrDefault(c => c.Id == id)
            ?? throw new InputException($"There is no group {id}. 'idclip faces unknown' lists the groups.");
        var change = await new FaceLabels(catalogue).NameAsync(cluster.FaceIds, person, ct);
        return (change.Faces, change.Name!);
    }
}
