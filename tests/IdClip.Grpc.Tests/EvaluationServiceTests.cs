using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using IdClip.Tests;

namespace IdClip.Grpc.Tests;

public sealed class EvaluationServiceTests(ServedDemo demo) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(demo.Served.Grpc);

    private Contracts.V1.Evaluation.EvaluationClient Client => new(_channel);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task A_query_is_judged_measured_and_exported()
    {
        await Assert.ThrowsAsync<RpcException>(async () => await Client.ExportQueries(new(), cancellationToken: Ct).ResponseStream.MoveNext(Ct));
        var query = await Client.AddQueryAsync(new() { Text = "@mira in a forest" }, cancellationToken: Ct);
        Assert.Equal(("@{Mira Okafor} in a forest", 0), (query.Text, query.Right.Count));
        Assert.Equal(query, await Client.AddQueryAsync(new() { Text = "@{Mira Okafor} in a forest" }, cancellationToken: Ct));

        var photos = (await Client.ListPhotosToJudgeAsync(new() { Query = query.Id, Depth = 4 }, cancellationToken: Ct)).Photos;
        Assert.InRange(photos.Count, 4, 12);
        var forest = photos.Single(photo => photo.Photo.Path.EndsWith("mira_okafor_03.jpg", StringComparison.Ordinal)).Photo.Id;
        var other = photos.First(photo => photo.Photo.Id != forest).Photo.Id;
        await FailsAsync(Client.JudgePhotosAsync(new() { Query = query.Id, Right = { forest, 987_654 } }, cancellationToken: Ct), StatusCode.NotFound, "right[1]");
        await FailsAsync(Client.JudgePhotosAsync(new() { Query = query.Id }, cancellationToken: Ct), StatusCode.InvalidArgument, "right");
        await FailsAsync(Client.JudgePhotosAsync(new() { Query = query.Id, Right = { forest }, Wrong = { forest } }, cancellationToken: Ct), StatusCode.InvalidArgument, "wrong");
        await FailsAsync(Client.JudgePhotosAsync(new() { Query = 987_654, Right = { forest } }, cancellationToken: Ct), StatusCode.NotFound, "query");
        await FailsAsync(Client.ListPhotosToJudgeAsync(new() { Query = query.Id, Depth = 257 }, cancellationToken: Ct), StatusCode.InvalidArgument, "depth");
        await FailsAsync(Client.AddQueryAsync(new() { Text = " " }, cancellationToken: Ct), StatusCode.InvalidArgument, "text");
        await FailsAsync(Client.AddQueryAsync(new() { Text = "@{Nobody Known}" }, cancellationToken: Ct), StatusCode.NotFound, "query");
        await Client.JudgePhotosAsync(new() { Query = query.Id, Right = { forest, other } }, cancellationToken: Ct);
        Assert.Equal([forest], (await Client.JudgePhotosAsync(new() { Query = query.Id, Wrong = { other } }, cancellationToken: Ct)).Right);

        // As curl does: an object a line, the last of them the figures.
        using var http = new HttpClient { BaseAddress = demo.Served.Web };
        using var response = await http.PostAsJsonAsync("/v1/evaluation/measure", new { }, Ct);
        var updates = (await response.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var result = JsonDocument.Parse(updates[^1]).RootElement.GetProperty("result").GetProperty("measurement");
        Assert.Contains("progress", updates[0], StringComparison.Ordinal);
        var measured = (await Client.ListMeasurementsAsync(new(), cancellationToken: Ct)).Measurements[0];
        Assert.Equal(("idclip-mini", "sface", "idclip-mini"), (measured.Model, measured.FaceModel, result.GetProperty("model").GetString()));
        Assert.Equal(["words only", "names only", "names and words"], measured.Rows.Take(3).Select(row => row.Evidence));
        Assert.Equal((1, 1, 1.0), (measured.Rows[2].Ranks[query.Id], measured.Rows[2].Recall[0].K, measured.Rows[2].Recall[0].Recall));

        using var zip = new MemoryStream();
        using (var export = Client.ExportQueries(new(), cancellationToken: Ct))
            await foreach (var part in export.ResponseStream.ReadAllAsync(Ct))
                zip.Write(part.Zip.Span);
        Assert.NotNull(new ZipArchive(zip).GetEntry("people.json"));
        Assert.Equal([query.Id], (await Client.ListQueriesAsync(new(), cancellationToken: Ct)).Queries.Select(q => q.Id));
        await Client.RemoveQueryAsync(new() { Query = query.Id }, cancellationToken: Ct);
        await FailsAsync(Client.RemoveQueryAsync(new() { Query = query.Id }, cancellationToken: Ct), StatusCode.NotFound, "query");
    }

    private static async Task FailsAsync<T>(AsyncUnaryCall<T> call, StatusCode code, string field)
    {
        var status = await Statuses.OfAsync(call, code);
        Assert.Equal(field, Assert.Single(status.GetDetail<BadRequest>().FieldViolations).Field);
    }
}
