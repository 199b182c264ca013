using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class ServiceTests(DemoStack stack)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Services => ["Encoding", "Archive", "Search", "Synthesis", "Training", "Web"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Health_answers_over_http_and_grpc(string service)
    {
        var address = AddressOf(service);
        using var http = new HttpClient { BaseAddress = address.Http };
        using var channel = address.Connect();

        Assert.Equal("Healthy", await http.GetStringAsync("/health", Ct));
        Assert.Equal("Healthy", await http.GetStringAsync("/alive", Ct));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(channel).CheckAsync(new(), cancellationToken: Ct)).Status);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Reflection_is_off_outside_development(string service)
    {
        using var channel = AddressOf(service).Connect();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Ct);

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Ct));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task A_service_serves_its_own_contract_only()
    {
        using var channel = stack.Encoding.Connect();

        var models = await new Contract.Encoding.EncodingClient(channel).DescribeModelsAsync(new(), cancellationToken: Ct);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new Contract.Archive.ArchiveClient(channel).SummaryAsync(new(), cancellationToken: Ct));

        Assert.Equal(64, models.ImageModel.Length);
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task The_page_lists_the_models_of_the_Encoding_service()
    {
        using var http = new HttpClient { BaseAddress = stack.Web.Http };
        var page = await http.GetStringAsync("/models", Ct);

        Assert.Matches("data-model=\"idclip-mini\" data-state=\"running\"", page);
        Assert.Matches("data-model=\"openai-vit-b-32\" data-state=\"(queued|done)\"", page);
        Assert.DoesNotContain("Pull openai-vit-b-32", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_counts_what_its_service_indexed()
    {
        using var channel = stack.ArchiveService.Connect();
        var summary = await new Contract.Archive.ArchiveClient(channel).SummaryAsync(new(), cancellationToken: Ct);

        Assert.Equal(2, summary.People);
        Assert.Equal(22, summary.Photos.Indexed);
        Assert.Equal(0, summary.Photos.Failed + summary.Photos.Encoded + summary.Photos.Found);
    }

    [Theory]
    [InlineData("Search")]
    [InlineData("Web")]
    public async Task A_search_finds_the_person_that_another_service_indexed(string service)
    {
        using var channel = AddressOf(service).Connect();
        var search = new Contract.Search.SearchClient(channel);

        var person = await AskAsync(search, "@{Mira Okafor}");
        var words = await AskAsync(search, "@{Greta Falkenrath} in a kitchen");

        Assert.All(person.Answers.Take(3), answer => Assert.Contains("mira_okafor", answer.Photo.Path, StringComparison.Ordinal));
        Assert.Contains("greta_falkenrath", words.Answers[0].Photo.Path, StringComparison.Ordinal);
        Assert.InRange(words.Answers[0].Context.Probability, 0, 1);
    }

    [Fact]
    public async Task The_front_door_leads_to_every_service()
    {
        using var channel = stack.Web.Connect();

        Assert.Equal(2, (await new Contract.Archive.ArchiveClient(channel).ListPeopleAsync(new(), cancellationToken: Ct)).People.Count);
        Assert.Single((await new Contract.Encoding.EncodingClient(channel).EncodeTextAsync(new() { Texts = { "a beach" } }, cancellationToken: Ct)).Embeddings);
        Assert.Equal(0, (await new Contract.Training.TrainingClient(channel).ListAsync(new(), cancellationToken: Ct)).Total);
        Assert.Equal(0, (await new Contract.Synthesis.SynthesisClient(channel).ListAsync(new(), cancellationToken: Ct)).Total);
        // Statuses come through with their details.
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await AskAsync(new(channel), "@{Nobody}"));
        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
        Assert.NotNull(failure.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>());
    }

    [Fact]
    public async Task The_front_door_takes_json()
    {
        using var http = new HttpClient { BaseAddress = stack.Web.Http };

        using var found = await http.PostAsJsonAsync("/v1/search", new { query = "@{Mira Okafor}", top = 2 }, Ct);
        using var refused = await http.PostAsJsonAsync("/v1/search", new { query = "@{Nobody}" }, Ct);

        Assert.Equal(2, (await found.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("answers").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("Nobody", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(22, (await http.GetFromJsonAsync<JsonElement>("/v1/archive", Ct)).GetProperty("photos").GetProperty("indexed").GetInt32());
        foreach (var (path, list) in new[] { ("archive/people", "people"), ("encoding/models", "imageModel"), ("encoding/store", "models"), ("training/jobs", "jobs"), ("training/configurations", "configurations"), ("synthesis/jobs", "jobs") })
            Assert.True((await http.GetFromJsonAsync<JsonElement>($"/v1/{path}", Ct)).TryGetProperty(list, out _), path);
    }

    [Fact]
    public async Task The_stack_says_where_it_is_and_how_it_is()
    {
        var (exitCode, status) = await StackScript.RunAsync(stack.Data, stack.Port, [], "status");

        Assert.Contains($"--server {stack.Web.Grpc.ToString().TrimEnd('/')}", stack.Output, StringComparison.Ordinal);
        Assert.True(exitCode == 0, status);
        Assert.Equal(6, status.Split('\n').Count(line => line.Contains(": healthy on 127.0.0.1:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_page_answers_a_query()
    {
        using var http = new HttpClient { BaseAddress = stack.Web.Http };

        var page = await http.GetStringAsync($"/?q={Uri.EscapeDataString("@{Mira Okafor}")}", Ct);

        Assert.Contains("/thumbnail?width=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_jobs_page_shows_what_other_services_do()
    {
        using var http = new HttpClient { BaseAddress = stack.Web.Http };

        var page = await http.GetStringAsync("/jobs", Ct);

        Assert.Contains("22 of 22, 22 new", page, StringComparison.Ordinal);
        Assert.DoesNotContain("service does not answer", page, StringComparison.Ordinal);
    }

    private ServiceAddress AddressOf(string service) => service switch
    {
        "Encoding" => stack.Encoding,
        "Archive" => stack.ArchiveService,
        "Search" => stack.Search,
        "Synthesis" => stack.Synthesis,
        "Training" => stack.Training,
        _ => stack.Web,
    };

    // The Search service sees new index files within a second or so.
    private static async Task<Contract.SearchResponse> AskAsync(Contract.Search.SearchClient search, string query)
    {
        for (var tries = 0; ; tries++)
            try
            {
                return await search.SearchAsync(new() { Query = query }, cancellationToken: Ct);
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.FailedPrecondition && tries < 100)
            {
                await Task.Delay(200, Ct);
            }
    }
}
