using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Contracts.V1;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class ArchiveServiceTests : IAsyncLifetime
{
    private readonly string _photos = TestFolders.NewTemporary();
    private ServedArchive? _served;
    private GrpcChannel? _channel;

    private Contracts.V1.Archive.ArchiveClient Client => new(_channel);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedArchive.StartAsync();
        _channel = GrpcChannel.ForAddress(_served.Grpc, new() { MaxSendMessageSize = null });
    }

    [Fact]
    public async Task Indexing_streams_progress_and_ends_with_a_report_that_names_what_failed()
    {
        Take("scenes/mira_okafor_01.jpg", "scenes/pair_01.jpg");
        var broken = Path.Combine(_photos, "broken.jpg");
        await File.WriteAllTextAsync(broken, "no picture", Ct);

        var updates = await IndexAsync();
        var again = await IndexAsync();

        Assert.All(updates[..^1], u => Assert.Equal(IndexUpdate.UpdateOneofCase.Progress, u.UpdateCase));
        Assert.Contains(updates, u => u.Progress?.Done > 0);
        var report = updates[^1].Report;
        Assert.Equal((3, 2, 1), (report.Found, report.Encoded, report.Failed));
        Assert.Equal(broken, Assert.Single(report.Failures).File);
        Assert.Equal((2, 0), (again[^1].Report.Unchanged, again[^1].Report.Encoded));

        var summary = await Client.SummaryAsync(new(), cancellationToken: Ct);
        Assert.Equal((2, 1, 3), (summary.Photos.Indexed, summary.Photos.Failed, summary.Faces));
        var failures = await Client.ListFailuresAsync(new() { Limit = 1 }, cancellationToken: Ct);
        Assert.Equal(1, failures.Total);
        Assert.Equal(broken, Assert.Single(failures.Failures).File);
        Assert.NotEmpty(failures.Failures[0].Reason);
    }

    [Fact]
    public async Task A_cancelled_run_ends_and_leaves_the_archive_free()
    {
        // Enough that it cannot be over before the first word of progress; a byte at the end makes each a photo of its own.
        var bytes = await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/mira_okafor_01.jpg"), Ct);
        for (var i = 0; i < 300; i++)
            await File.WriteAllBytesAsync(Path.Combine(_photos, $"{i}.jpg"), [.. bytes, (byte)i, (byte)(i >> 8)], Ct);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var call = Client.Index(new() { Roots = { _photos } }, cancellationToken: stop.Token);
        Assert.True(await call.ResponseStream.MoveNext(Ct));
        await stop.CancelAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Ct))
            {
            }
        });

        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        var done = (await Client.SummaryAsync(new(), cancellationToken: Ct)).Photos;
        Assert.InRange(done.Encoded + done.Indexed, 0, 299);
        // The run ends behind the call; a run that never ended would hold the archive against this one until the test's time is over.
        var other = Directory.CreateDirectory(Path.Combine(_photos, "other")).FullName;
        File.Copy(ServedDemo.Picture("scenes/empty_01.jpg"), Path.Combine(other, "empty.jpg"));
        IndexReport? report = null;
        for (var attempt = 0; report is null && attempt < 100; attempt++)
        {
            try
            {
                report = (await IndexAsync(other))[^1].Report;
            }
            catch (RpcException held) when (held.StatusCode == StatusCode.FailedPrecondition)
            {
                await Task.Delay(200, Ct);
            }
        }
        Assert.Equal(1, report?.Encoded);
    }

    [Fact]
    public async Task Roots_that_cannot_be_indexed_are_named_by_their_place()
    {
        var none = await FailureOf(new());
        var relative = await FailureOf(new() { Roots = { _photos, "photos" } });
        var missing = await FailureOf(new() { Roots = { Path.Combine(_photos, "nowhere") } });

        Assert.Equal((StatusCode.InvalidArgument, "roots"), none);
        Assert.Equal((StatusCode.InvalidArgument, "roots[1]"), relative);
        Assert.Equal((StatusCode.NotFound, "roots[0]"), missing);

        async Task<(StatusCode, string)> FailureOf(IndexRequest request)
        {
            using var call = Client.Index(request, cancellationToken: Ct);
            var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Ct));
            return (failure.StatusCode, Assert.Single(failure.GetRpcStatus()!.Fields()).Key);
        }
    }

    [Fact]
    public async Task A_person_is_enrolled_from_bytes_found_and_forgotten_with_proof()
    {
        Take("scenes/mira_okafor_01.jpg", "scenes/mira_okafor_02.jpg", "scenes/empty_01.jpg");
        await IndexAsync();
        var search = new Contracts.V1.Search.SearchClient(_channel);

        var enrolled = await Client.EnrolAsync(await EnrolmentAsync("Mira Okafor", "enrol/mira_okafor_1.jpg", "enrol/mira_okafor_2.jpg"), cancellationToken: Ct);
        var people = await Client.ListPeopleAsync(new(), cancellationToken: Ct);
        var found = await search.SearchAsync(new() { Query = "@{Mira Okafor}" }, cancellationToken: Ct);
        var forgotten = await Client.ForgetAsync(new() { Name = "Mira Okafor" }, cancellationToken: Ct);

        Assert.Equal(("Mira Okafor", 2, 2), (enrolled.Person.Name, enrolled.Person.EnrolmentPhotos, enrolled.Added));
        Assert.Equal("Mira Okafor", Assert.Single(people.People).Name);
        Assert.InRange(found.Answers[0].People[0].Probability, .5, 1);
        Assert.Equal((2, 2), (forgotten.EnrolmentPhotos, forgotten.Faces));
        Assert.Empty(forgotten.Proof.Remnants);
        Assert.True(forgotten.Proof.FilesScanned > 0 && forgotten.Proof.BytesScanned > 0);
        Assert.Empty((await Client.ListPeopleAsync(new(), cancellationToken: Ct)).People);
        await Statuses.OfAsync(Client.ForgetAsync(new() { Name = "Mira Okafor" }, cancellationToken: Ct), StatusCode.NotFound);
    }

    [Fact]
    public async Task Photos_that_cannot_be_enrolled_are_named_by_their_place_and_nothing_of_the_servers_is_told()
    {
        var status = await Statuses.OfAsync(
            Client.EnrolAsync(await EnrolmentAsync("Mira Okafor", "enrol/mira_okafor_1.jpg", "scenes/pair_01.jpg", "scenes/empty_01.jpg"), cancellationToken: Ct),
            StatusCode.InvalidArgument);

        Assert.Equal(["photos[1]", "photos[2]"], status.Fields().Keys.Order());
        Assert.DoesNotContain(Path.GetTempPath(), status.ToString(), StringComparison.Ordinal);
        Assert.Empty((await Client.ListPeopleAsync(new(), cancellationToken: Ct)).People);
    }

    [Fact]
    public async Task Enrolment_photos_outside_the_limits_are_refused()
    {
        var none = await Statuses.OfAsync(Client.EnrolAsync(new() { Name = "Mira Okafor" }, cancellationToken: Ct), StatusCode.InvalidArgument);
        var relative = await Statuses.OfAsync(
            Client.EnrolAsync(new() { Name = "Mira Okafor", Photos = { new EnrolmentPhoto { Path = "mira.jpg" } } }, cancellationToken: Ct), StatusCode.InvalidArgument);
        var neither = await Statuses.OfAsync(
            Client.EnrolAsync(new() { Name = "Mira Okafor", Photos = { new EnrolmentPhoto() } }, cancellationToken: Ct), StatusCode.InvalidArgument);

        Assert.Contains("photos", none.Fields());
        Assert.Contains("photos[0].path", relative.Fields());
        Assert.Contains("photos[0]", neither.Fields());
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_served is not null)
            await _served.DisposeAsync();
        Directory.Delete(_photos, recursive: true);
    }

    private void Take(params string[] pictures)
    {
        foreach (var picture in pictures)
            File.Copy(ServedDemo.Picture(picture), Path.Combine(_photos, Path.GetFileName(picture)));
    }

    private async Task<List<IndexUpdate>> IndexAsync(string? root = null)
    {
        using var call = Client.Index(new() { Roots = { root ?? _photos } }, cancellationToken: Ct);
        var updates = new List<IndexUpdate>();
        await foreach (var update in call.ResponseStream.ReadAllAsync(Ct))
            updates.Add(update);
        return updates;
    }

    private static async Task<EnrolRequest> EnrolmentAsync(string name, params string[] pictures)
    {
        var request = new EnrolRequest { Name = name };
        foreach (var picture in pictures)
            request.Photos.Add(new EnrolmentPhoto { Image = ByteString.CopyFrom(await File.ReadAllBytesAsync(ServedDemo.Picture(picture), Ct)) });
        return request;
    }
}
