using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Contracts.V1;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class AlbumServiceTests(ServedDemo demo) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(demo.Served.Grpc);

    private Contracts.V1.Search.SearchClient Client => new(_channel);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_album_is_a_search_that_can_be_asked_again()
    {
        var example = (await demo.Served.Archive.Catalogue.FindByPathAsync(ServedDemo.Picture("scenes/pair_03.jpg"), Ct))!.Id;
        var search = new SearchRequest { Query = "@mira on a stage", Filter = new() { Kind = PhotoKind.Photo }, Example = new() { PhotoId = example, Scene = true } };

        var saved = await Client.SaveAlbumAsync(new() { Name = "Stage", Search = search }, cancellationToken: Ct);
        Assert.Equal(("Stage", "@{Mira Okafor} on a stage", ""), (saved.Name, saved.Search.Query, saved.Missing));
        await Client.RenameAlbumAsync(new() { Name = "stage", NewName = "On stage" }, cancellationToken: Ct);
        var listed = Assert.Single((await Client.ListAlbumsAsync(new(), cancellationToken: Ct)).Albums);
        Assert.Equal(("On stage", saved.Search), (listed.Name, listed.Search));
        var answers = await Client.SearchAsync(listed.Search, cancellationToken: Ct);
        Assert.Equal((await Client.SearchAsync(search, cancellationToken: Ct)).Answers.Select(a => a.Photo.Id), answers.Answers.Select(a => a.Photo.Id));

        await FailsAsync(Client.SaveAlbumAsync(new() { Name = "on stage", Search = search }, cancellationToken: Ct), StatusCode.InvalidArgument, "name");
        await FailsAsync(Client.SaveAlbumAsync(new() { Name = "x", Search = new() { Example = new() { Scene = true } } }, cancellationToken: Ct), StatusCode.InvalidArgument, "search.example");
        await FailsAsync(Client.SaveAlbumAsync(new() { Name = "x", Search = new() { Query = "@{Nobody Known}" } }, cancellationToken: Ct), StatusCode.NotFound, "query");
        await FailsAsync(Client.SaveAlbumAsync(new() { Name = "x" }, cancellationToken: Ct), StatusCode.InvalidArgument, "search");
        await FailsAsync(Client.RenameAlbumAsync(new() { Name = "On stage", NewName = " " }, cancellationToken: Ct), StatusCode.InvalidArgument, "new_name");
        await Client.DeleteAlbumAsync(new() { Name = "On stage" }, cancellationToken: Ct);
        await FailsAsync(Client.DeleteAlbumAsync(new() { Name = "On stage" }, cancellationToken: Ct), StatusCode.NotFound, "name");
    }

    [Fact]
    public async Task An_album_keeps_what_was_seen_in_a_picture()
    {
        var picture = Google.Protobuf.ByteString.CopyFrom(await File.ReadAllBytesAsync(ServedDemo.Picture("enrol/mira_okafor_1.jpg"), Ct));
        var search = new SearchRequest { Example = new() { Image = picture } };

        var saved = await Client.SaveAlbumAsync(new() { Name = "Like Mira", Search = search }, cancellationToken: Ct);
        var answers = await Client.SearchAsync(saved.Search, cancellationToken: Ct);

        // She is enrolled, so she is looked for by name; her face is not kept.
        Assert.Equal("@{Mira Okafor}", saved.Search.Query);
        Assert.Equal(new SearchExample { Album = "Like Mira", Scene = true }, saved.Search.Example);
        Assert.Equal((await Client.SearchAsync(search, cancellationToken: Ct)).Answers.Select(a => (a.Photo.Id, a.Score)), answers.Answers.Select(a => (a.Photo.Id, a.Score)));
        await Client.DeleteAlbumAsync(new() { Name = "Like Mira" }, cancellationToken: Ct);
        await FailsAsync(Client.SearchAsync(saved.Search, cancellationToken: Ct), StatusCode.InvalidArgument, "example");
    }

    public void Dispose() => _channel.Dispose();

    private static async Task FailsAsync<T>(AsyncUnaryCall<T> call, StatusCode code, string field)
    {
        var status = await Statuses.OfAsync(call, code);
        Assert.Equal(field, Assert.Single(status.GetDetail<BadRequest>().FieldViolations).Field);
    }
}
