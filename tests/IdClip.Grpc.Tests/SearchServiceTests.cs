using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class SearchServiceTests(ServedDemo demo) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(demo.Served.Grpc);

    private Contracts.V1.Search.SearchClient Client => new(_channel);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_with_its_person_its_face_and_its_context()
    {
        var response = await Client.SearchAsync(new() { Query = "@{Mira Okafor} on a stage", Top = 5 }, cancellationToken: Ct);

        var best = response.Answers[0];
        Assert.Equal("mira_okafor_06.jpg", Path.GetFileName(best.Photo.Path));
        var person = Assert.Single(best.People);
        Assert.Equal("Mira Okafor", person.Name);
        Assert.InRange(person.Probability, .5, 1);
        Assert.Equal(best.Photo.Faces[person.FaceNumber - 1], person.Face);
        Assert.InRange(person.Face.Box.X + person.Face.Box.Width, 1, best.Photo.Width);
        Assert.InRange(best.Context.Probability, 0, 1);
        Assert.False(best.HasJoint);
        Assert.Contains("Mira Okafor", best.Reason, StringComparison.Ordinal);
        Assert.Equal(5, response.Answers.Count);
        Assert.Equal(response.Answers.OrderByDescending(a => a.Score), response.Answers);
        Assert.True(response.Elapsed.ToTimeSpan() > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_query_of_words_alone_has_no_person_and_one_of_names_alone_has_no_context()
    {
        var words = await Client.SearchAsync(new() { Query = "a snowy mountain", Top = 1 }, cancellationToken: Ct);
        var names = await Client.SearchAsync(new() { Query = "@{Wei Sarto}", Top = 1 }, cancellationToken: Ct);

        Assert.Empty(words.Answers[0].People);
        Assert.NotNull(words.Answers[0].Context);
        Assert.Null(names.Answers[0].Context);
        Assert.Contains("wei_sarto", names.Answers[0].Photo.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_answers_come_where_no_number_is_asked_for() =>
        Assert.Equal(10, (await Client.SearchAsync(new() { Query = "a person" }, cancellationToken: Ct)).Answers.Count);

    [Theory]
    [InlineData(StatusCode.InvalidArgument, .9)]
    [InlineData(StatusCode.InvalidArgument, .2, 1L)]
    [InlineData(StatusCode.NotFound, .9, 999_999L)]
    public async Task An_export_of_no_photo_is_refused(StatusCode expected, double probability, params long[] photos)
    {
        using var export = Client.ExportPhotos(new() { PhotoIds = { photos }, MinProbability = probability }, cancellationToken: Ct);

        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(() => export.ResponseStream.MoveNext(Ct))).StatusCode);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found_and_brings_its_place_and_the_nearest_names()
    {
        var status = await Statuses.OfAsync(Client.SearchAsync(new() { Query = "a beach with @{Mira Sarto}" }, cancellationToken: Ct), StatusCode.NotFound);

        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("idclip", "UNKNOWN_NAME"), (info.Domain, info.Reason));
        Assert.Equal("13", info.Metadata["position"]);
        Assert.Equal(["Mira Okafor", "Wei Sarto"], new[] { info.Metadata["candidate.0"], info.Metadata["candidate.1"] }.Order());
        Assert.Equal(status.Message, status.Fields()["query"]);
    }

    [Fact]
    public async Task A_name_that_may_be_several_is_an_invalid_argument_with_its_place_and_all_of_them()
    {
        var status = await Statuses.OfAsync(Client.SearchAsync(new() { Query = "a beach with @{m}" }, cancellationToken: Ct), StatusCode.InvalidArgument);

        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("idclip", "AMBIGUOUS_NAME"), (info.Domain, info.Reason));
        Assert.Equal("13", info.Metadata["position"]);
        Assert.Equal(["Isolde Marwick", "Mira Okafor"], new[] { info.Metadata["candidate.0"], info.Metadata["candidate.1"] }.Order());
    }

    [Theory]
    [InlineData("@{Mira Okafor on a beach", 0)]
    [InlineData("on a beach with @", 16)]
    public async Task A_query_that_cannot_be_read_is_an_invalid_argument_with_its_place(string query, int position)
    {
        var status = await Statuses.OfAsync(Client.SearchAsync(new() { Query = query }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.Equal("SYNTAX", status.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(position, int.Parse(status.GetDetail<ErrorInfo>().Metadata["position"], CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", 1, "query")]
    [InlineData("   ", 1, "query")]
    [InlineData("a beach", -1, "top")]
    [InlineData("a beach", 1_001, "top")]
    public async Task A_field_out_of_its_range_is_named(string query, int top, string field)
    {
        var status = await Statuses.OfAsync(Client.SearchAsync(new() { Query = query, Top = top }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.Equal(field, Assert.Single(status.Fields()).Key);
    }

    [Fact]
    public async Task A_query_that_is_too_long_is_refused_before_it_is_read()
    {
        var status = await Statuses.OfAsync(
            Client.SearchAsync(new() { Query = new string('a', GrpcLimits.MaxQueryLength + 1) }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.Contains("1001", status.Fields()["query"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_without_photos_is_a_failed_precondition()
    {
        await using var empty = await ServedArchive.StartAsync();
        using var channel = GrpcChannel.ForAddress(empty.Grpc);

        var status = await Statuses.OfAsync(
            new Contracts.V1.Search.SearchClient(channel).SearchAsync(new() { Query = "a beach" }, cancellationToken: Ct), StatusCode.FailedPrecondition);

        Assert.Equal("ARCHIVE", status.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task Names_complete()
    {
        var response = await Client.CompleteNameAsync(new() { Typed = "gre" }, cancellationToken: Ct);
        var first = await Client.CompleteNameAsync(new() { Typed = "", Max = 3 }, cancellationToken: Ct);

        Assert.Equal("Greta Falkenrath", response.Names[0]);
        Assert.Equal(3, first.Names.Count);
    }

    [Fact]
    public async Task A_call_past_its_deadline_ends_with_that_status()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.SearchAsync(new() { Query = "a beach" }, deadline: DateTime.UtcNow.AddTicks(1), cancellationToken: Ct));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task A_filter_keeps_the_folder_and_the_kind()
    {
        var folders = (await Client.ListFoldersAsync(new(), cancellationToken: Ct)).Folders;
        var scenes = folders.Single(f => f.Path.EndsWith("scenes", StringComparison.Ordinal));

        var inScenes = await Client.SearchAsync(new() { Query = "a person", Top = 100, Filter = new() { Folder = scenes.Id, Kind = Contracts.V1.PhotoKind.Photo } }, cancellationToken: Ct);
        var videos = await Client.SearchAsync(new() { Query = "a person", Filter = new() { Kind = Contracts.V1.PhotoKind.Video } }, cancellationToken: Ct);

        Assert.Equal(64, inScenes.Answers.Count);
        Assert.All(inScenes.Answers, a => Assert.StartsWith(scenes.Path, a.Photo.Path, StringComparison.Ordinal));
        Assert.Empty(videos.Answers);
    }

    [Theory]
    [InlineData("31.12.2024", 0, "filter.from")]
    [InlineData("", 999_999, "filter")]
    public async Task A_filter_that_cannot_be_met_is_named(string from, long folder, string field)
    {
        var status = await Statuses.OfAsync(
            Client.SearchAsync(new() { Query = "a person", Filter = new() { From = from, Folder = folder } }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.Equal(field, status.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task A_picture_finds_its_people_and_a_photo_its_scene()
    {
        var picture = await Google.Protobuf.ByteString.FromStreamAsync(File.OpenRead(ServedDemo.Picture("scenes/pair_01.jpg")), Ct);

        var people = await Client.SearchAsync(new() { Top = 1, Example = new() { Image = picture, People = true } }, cancellationToken: Ct);
        var scene = await Client.SearchAsync(new() { Top = 5, Example = new() { PhotoId = people.Answers[0].Photo.Id, Scene = true } }, cancellationToken: Ct);
        var nothing = await Statuses.OfAsync(Client.SearchAsync(new() { Example = new() }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.EndsWith("pair_01.jpg", people.Answers[0].Photo.Path, StringComparison.Ordinal);
        Assert.Equal(["Mira Okafor", "Tomas Lindqvist"], people.Answers[0].People.Select(p => p.Name).Order());
        Assert.DoesNotContain(scene.Answers, a => a.Photo.Id == people.Answers[0].Photo.Id);
        Assert.All(scene.Answers, a => Assert.True(a.Scene is not null && a.Context is null));
        Assert.Equal("example", nothing.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
    }
}
