using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Contracts.V1;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class FaceServiceTests : IAsyncLifetime
{
    private readonly string _photos = TestFolders.NewTemporary();
    private ServedArchive? _served;
    private GrpcChannel? _channel;

    private Contracts.V1.Archive.ArchiveClient Client => new(_channel);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in (string[])["mira_okafor_01", "mira_okafor_02", "mira_okafor_03", "wei_sarto_01", "wei_sarto_02", "pair_02"])
            File.Copy(ServedDemo.Picture($"scenes/{file}.jpg"), Path.Combine(_photos, $"{file}.jpg"));
        _served = await ServedArchive.StartAsync(archive => archive.PhotoIndexing.RunAsync([_photos], new(), null, Ct));
        _channel = GrpcChannel.ForAddress(_served.Grpc);
    }

    [Fact]
    public async Task Clusters_are_listed_named_corrected_merged_and_forgotten()
    {
        var clusters = await Client.ListClustersAsync(new(), cancellationToken: Ct);
        var largest = clusters.Clusters[0];
        Assert.InRange(largest.Faces, 3, 4);
        Assert.Equal("", largest.Suggestion);
        Assert.All((await FacesAsync(new() { ClusterId = largest.Id })).Take(3), f => Assert.StartsWith(_photos, f.Path, StringComparison.Ordinal));

        var named = await Client.LabelFacesAsync(new() { FaceIds = { largest.FaceIds[0], largest.FaceIds[1] }, Statement = FaceStatement.Is, Name = "Mira" }, cancellationToken: Ct);
        Assert.Equal((2, "Mira", 2), (named.Faces, named.Person.Name, named.Person.NamedFaces));
        var probably = Assert.Single(await FacesAsync(new() { Probably = "mira" }), f => f.Id == largest.FaceIds[2]);
        Assert.InRange(probably.Probability, .5, 1);
        await Client.LabelFacesAsync(new() { FaceIds = { probably.Id }, Statement = FaceStatement.IsNot, Name = "Mira" }, cancellationToken: Ct);
        Assert.DoesNotContain(await FacesAsync(new() { Probably = "mira" }), f => f.Id == probably.Id);
        Assert.Equal(2, (await FacesAsync(new() { Named = "Mira" })).Count);

        var answers = await new Contracts.V1.Search.SearchClient(_channel).SearchAsync(new() { Query = "@Mira", Top = 1 }, cancellationToken: Ct);
        Assert.True(answers.Answers[0].People[0].Named);

        await Client.LabelFacesAsync(new() { FaceIds = { probably.Id }, Statement = FaceStatement.Is, Name = "M. O." }, cancellationToken: Ct);
        var merged = await Client.MergePeopleAsync(new() { Name = "M. O.", Into = "Mira" }, cancellationToken: Ct);
        Assert.Equal(("Mira", 3), (merged.Person.Name, merged.Person.NamedFaces));
        var renamed = await Client.RenamePersonAsync(new() { Name = "mira", NewName = "Mira Okafor" }, cancellationToken: Ct);
        Assert.Equal("Mira Okafor", renamed.Person.Name);
        var forgotten = await Client.ForgetAsync(new() { Name = "Mira Okafor" }, cancellationToken: Ct);
        Assert.True(forgotten.Faces >= 3 && forgotten.Proof.Remnants.Count == 0);
        Assert.Empty((await Client.ListPeopleAsync(new(), cancellationToken: Ct)).People);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_field()
    {
        await RefusedAsync(StatusCode.InvalidArgument, new() { Statement = FaceStatement.Ignored });
        await RefusedAsync(StatusCode.InvalidArgument, new() { FaceIds = { 1 } });
        await RefusedAsync(StatusCode.InvalidArgument, new() { FaceIds = { 1 }, Statement = FaceStatement.Is });
        await RefusedAsync(StatusCode.NotFound, new() { FaceIds = { 1 }, Statement = FaceStatement.IsNot, Name = "Nobody" });
        await RefusedAsync(StatusCode.NotFound, new() { ClusterIds = { 999 }, Statement = FaceStatement.Ignored });
        await RefusedAsync(StatusCode.FailedPrecondition, new() { FaceIds = { 999_999 }, Statement = FaceStatement.Ignored });
        var nobody = await Assert.ThrowsAsync<RpcException>(() => FacesAsync(new()));
        Assert.Equal(StatusCode.InvalidArgument, nobody.StatusCode);
    }

    private async Task RefusedAsync(StatusCode expected, LabelFacesRequest request) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(async () => await Client.LabelFacesAsync(request, cancellationToken: Ct))).StatusCode);

    private async Task<IReadOnlyList<ArchiveFace>> FacesAsync(ListFacesRequest request) => (await Client.ListFacesAsync(request, cancellationToken: Ct)).Faces;

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_served is not null)
            await _served.DisposeAsync();
        Directory.Delete(_photos, recursive: true);
    }
}
