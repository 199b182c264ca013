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
    public async Task A_client_that_goes_away_leaves_the_job_which_ends_when_it_is_cancelled_and_goes_on_when_it_is_started_again()
    {
        // Enough that it cannot be over before the first word of progress; a byte at the end makes each a photo of its own.
        var bytes = await File.ReadAllBytesAsync(ServedDemo.Picture("scenes/empty_01.jpg"), Ct);
        for (var i = 0; i < 60; i++)
            await File.WriteAllBytesAsync(Path.Combine(_photos, $"{i}.jpg"), [.. bytes, (byte)i], Ct);

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var call = Client.Index(new() { Roots = { _photos } }, cancellationToken: leave.Token);
        Assert.True(await call.ResponseStream.MoveNext(Ct));
        var id = call.ResponseStream.Current.Job;
        await leave.CancelAsync();
        var left = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Ct))
            {
            }
        });
        Assert.Equal(StatusCode.Cancelled, left.StatusCode);
        await WatchAsync(id, job => job.Progress.Encoded > 0);

        await Client.CancelIndexAsync(new() { Job = id }, cancellationToken: Ct);
        var cancelled = await Client.GetIndexAsync(new() { Job = id }, cancellationToken: Ct);
        Assert.Equal(JobState.Cancelled, cancelled.State);
        Assert.Null(cancelled.Report);

        // Its turn comes when the first has let go of the archive.
        var other = Directory.CreateDirectory(Path.Combine(_photos, "other")).FullName;
        File.Copy(ServedDemo.Picture("scenes/mira_okafor_01.jpg"), Path.Combine(other, "mira.jpg"));
        Assert.Equal(1, (await IndexAsync(other))[^1].Report.Encoded);
        var kept = (await Client.SummaryAsync(new(), cancellationToken: Ct)).Photos;
        Assert.InRange(kept.Encoded + kept.Indexed, 2, 61);

        await Client.StartIndexAsync(new() { Job = id }, cancellationToken: Ct);
        var again = await WatchAsync(id);
        Assert.Equal((JobState.Done, 61), (again.State, again.Report.Found));
        Assert.Equal(61, again.Report.Encoded + again.Report.Unchanged);
        Assert.Equal(61, (await Client.SummaryAsync(new(), cancellationToken: Ct)).Photos.Indexed);
    }

    [Fact]
    public async Task A_job_is_started_watched_and_listed_and_names_what_failed_so_far()
    {
        Take("scenes/mira_okafor_01.jpg", "scenes/pair_01.jpg");
        var broken = Path.Combine(_photos, "broken.jpg");
        await File.WriteAllTextAsync(broken, "no picture", Ct);
        await File.WriteAllTextAsync(Path.Combine(_photos, "empty.jpg"), "", Ct);

        var started = await Client.StartIndexAsync(new() { Photos = new() { Roots = { _photos } } }, cancellationToken: Ct);
        var ended = await WatchAsync(started.Id);

        Assert.Equal(JobState.Done, ended.State);
        Assert.Equal((4, 4, 2, 2, 2), (ended.Progress.Found, ended.Progress.Done, ended.Progress.Failed, ended.Progress.Encoded, ended.Progress.Indexed));
        Assert.Equal([broken, Path.Combine(_photos, "empty.jpg")], ended.Failures.Select(f => f.File));
        Assert.All(ended.Failures, f => Assert.NotEmpty(f.Reason));
        Assert.Equal((4, 2, 2, 0), (ended.Report.Found, ended.Report.Encoded, ended.Report.Failed, ended.Report.Unchanged));
        Assert.True(ended.QueuedAt <= ended.StartedAt && ended.StartedAt <= ended.EndedAt);
        var list = await Client.ListIndexAsync(new() { Limit = 1 }, cancellationToken: Ct);
        Assert.Equal((started.Id, 1), (Assert.Single(list.Jobs).Id, list.Total));

        // A failed file is tried again by every run, and is one failed file.
        await Client.StartIndexAsync(new() { Job = started.Id }, cancellationToken: Ct);
        var again = await WatchAsync(started.Id);
        Assert.Equal((4, 2, 2), (again.Report.Found, again.Report.Unchanged, again.Report.Failed));
    }

    [Fact]
    public async Task A_job_that_cannot_go_on_says_why_and_one_that_is_not_there_is_not_found()
    {
        Take("scenes/mira_okafor_01.jpg");
        await IndexAsync();
        File.Delete(Path.Combine(_photos, "mira_okafor_01.jpg"));

        var started = await Client.StartIndexAsync(new() { Photos = new() { Roots = { _photos } } }, cancellationToken: Ct);
        var ended = await WatchAsync(started.Id);
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Contains(_photos, ended.Failure, StringComparison.Ordinal);
        var status = await Assert.ThrowsAsync<RpcException>(() => IndexAsync());
        Assert.Equal((StatusCode.FailedPrecondition, ended.Failure), (status.StatusCode, status.Status.Detail));

        var allowed = await Client.StartIndexAsync(new() { Photos = new() { Roots = { _photos }, AllowEmptyRoots = true } }, cancellationToken: Ct);
        Assert.Equal(1, (await WatchAsync(allowed.Id)).Report.Removed);

        await Statuses.OfAsync(Client.GetIndexAsync(new() { Job = Guid.NewGuid().ToString("N") }, cancellationToken: Ct), StatusCode.NotFound);
        await Statuses.OfAsync(Client.CancelIndexAsync(new() { Job = "none" }, cancellationToken: Ct), StatusCode.NotFound);
        await Statuses.OfAsync(Client.StartIndexAsync(new(), cancellationToken: Ct), StatusCode.InvalidArgument);
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

    /// <summary>The job when it has ended, or is as wanted.</summary>
    private async Task<IndexJob> WatchAsync(string id, Predicate<IndexJob>? until = null)
    {
        using var call = Client.WatchIndex(new() { Job = id }, cancellationToken: Ct);
        IndexJob? last = null;
        await foreach (var job in call.ResponseStream.ReadAllAsync(Ct))
        {
            last = job;
            if (until?.Invoke(job) == true)
                break;
        }
        return last!;
    }

    private static async Task<EnrolRequest> EnrolmentAsync(string name, params string[] pictures)
    {
        var request = new EnrolRequest { Name = name };
        foreach (var picture in pictures)
            request.Photos.Add(new EnrolmentPhoto { Image = ByteString.CopyFrom(await File.ReadAllBytesAsync(ServedDemo.Picture(picture), Ct)) });
        return request;
    }
}
