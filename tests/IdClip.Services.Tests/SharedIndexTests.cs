using Grpc.Core;
using IdClip.Search.Milvus.Tests;
using IdClip.Tests;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

/// <summary>Archive and Search services over one Milvus.</summary>
public sealed class SharedIndexTests(DemoStack stack) : IDisposable
{
    private readonly MilvusLite _milvus = new();
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _milvus.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Search_services_answer_from_milvus_and_say_when_it_is_away()
    {
        _milvus.RequireRunning();
        using var archive = await StartAsync("Archive");
        using var search = await StartAsync("Search");
        using var toArchive = archive.Address.Connect();
        using var toSearch = search.Address.Connect();
        var client = new Contract.Archive.ArchiveClient(toArchive);
        await DemoStack.FillAsync(client, ["mira_okafor", "greta_falkenrath"], "Mira Okafor", "Greta Falkenrath");
        Assert.False(Directory.Exists(Path.Combine(_folder, "index")));

        var expected = await FindAsync(new(toSearch));
        Assert.All(expected.Take(3), path => Assert.Contains("mira_okafor", path, StringComparison.Ordinal));
        Assert.Equal("Healthy", await HealthAsync(search));

        _milvus.Kill();
        var away = await Assert.ThrowsAsync<RpcException>(() => FindAsync(new(toSearch)));
        Assert.Equal(StatusCode.Unavailable, away.StatusCode);
        Assert.Contains("try again later", away.Status.Detail, StringComparison.Ordinal);
        Assert.Matches("^Degraded\nmilvus: The vector index at .* cannot be reached", await HealthAsync(search));
        Assert.StartsWith("Degraded", await HealthAsync(archive), StringComparison.Ordinal);
        // A service that starts meanwhile waits for it and not with it.
        using var late = await StartAsync("Search");

        // Encoded meanwhile; searchable once Milvus is back, without another run.
        var running = DemoStack.FillAsync(client, ["empty"]);
        _milvus.RequireRunning();
        await running;
        Assert.Equal(22, (await client.SummaryAsync(new(), cancellationToken: Ct)).Photos.Indexed);
        Assert.Equal(expected, await FindAsync(new(toSearch)));
        using var toLate = late.Address.Connect();
        Assert.Equal(expected, await FindAsync(new(toLate)));

        var forgotten = await client.ForgetAsync(new() { Name = "Mira Okafor" }, cancellationToken: Ct);
        Assert.Empty(forgotten.Proof.Remnants);
        Assert.Contains("Milvus", forgotten.Proof.BeyondScan, StringComparison.Ordinal);
    }

    private Task<ServiceProcess> StartAsync(string service) => ServiceProcess.StartAsync(service,
        ("IdClip__Archive", _folder), ("services__encoding__grpc__0", stack.Encoding.Grpc.ToString()),
        ("ConnectionStrings__milvus", $"Endpoint={_milvus.Options.Address}"));

    private static async Task<List<string>> FindAsync(Contract.Search.SearchClient search) =>
        [.. (await search.SearchAsync(new() { Query = "@{Mira Okafor} on a beach", Top = 5 }, cancellationToken: Ct)).Answers.Select(a => a.Photo.Path)];

    private static async Task<string> HealthAsync(ServiceProcess service)
    {
        using var http = new HttpClient { BaseAddress = service.Address.Http };
        return await (await http.GetAsync("/health", Ct)).Content.ReadAsStringAsync(Ct);
    }
}
